package rollcall

import (
	"math"
	"strconv"
)

// roll is one roll call, open or ended.
type roll struct {
	id      string
	class   uint64
	owner   owner
	terms   *Terms // nil: none
	opened  Position
	started Time
	last    Time   // the latest time it has seen; nothing in it is stamped earlier
	key     Key    // of its start
	slot    uint32 // where State keeps it

	presences []presence         // in order of arrival, append only: Arrivals share it
	index     map[Student]uint32 // into presences; nil once it is over
	came      uint64             // the sum of the presences' digests

	birth Age // of the state when it was opened
	over  Age // of the state when it was ended
	off   Age // how long nobody had run, in all, when it was opened

	lost bool // records were lost while it was open

	ended  Time // zero: open
	closed Position
	endKey Key
	detail bool // the end asked for detail

	room *classroom // what few roll calls have; nil: nothing of it

	// needed is the last record with a command whose outcome this roll
	// decided in a way that a replay without it would get wrong.
	needed uint64
}

// farthest is how long after a roll's start a presence can be stamped: 49 days, when a
// clock is wrong by weeks.
const farthest = math.MaxUint32

// presence is 32 bytes without a pointer, one per student held.
type presence struct {
	record  uint64
	key     Key
	after   uint32 // milliseconds since the roll's start, see farthest
	index   uint16
	student Student
}

func (p *presence) time(started Time) Time { return started + Time(p.after) }

func newRoll(pos Position, c *Command) *roll {
	id := strconv.AppendInt(nil, int64(c.Time), 36)
	id = append(id, '-')
	id = strconv.AppendUint(id, pos.Record, 36)
	id = append(id, '-')
	id = strconv.AppendUint(id, uint64(pos.Index), 36)
	return &roll{
		id: string(id), class: c.Class, owner: ownerOf(c), terms: c.terms(), opened: pos,
		key: c.Key, started: c.Time, last: c.Time,
		index: make(map[Student]uint32),
	}
}

// alive tells whether the roll can be asked for anything at t: for its list
// or its end while it is open, for receipts after.
func (r *roll) alive(t Time) bool { return r.at(t) < r.expires() }

func (r *roll) expires() Time {
	if r.ended != 0 {
		return r.ended + AnswersFor
	}
	return r.started + ListedFor
}

// at is t as this roll sees it: never before what it has seen.
func (r *roll) at(t Time) Time { return max(t, r.last) }

// see moves the roll's time to t, or keeps it, and gives the result.
func (r *roll) see(t Time) Time {
	r.last = r.at(t)
	return r.last
}

// register registers the presence and gives its place in the order of arrival.
func (r *roll) register(pos Position, c *Command) (n uint32) {
	n = uint32(len(r.presences))
	r.index[c.Student] = n
	r.presences = append(r.presences, r.presenceAt(pos, c))
	r.came += r.presences[n].digest(n)
	if r.room != nil {
		r.room.extras = append(r.room.extras, extra{check: 1})
	}
	return n
}

func (r *roll) presenceAt(pos Position, c *Command) presence {
	return presence{
		record: pos.Record, index: pos.Index, key: c.Key,
		after: uint32(min(c.Time-r.started, farthest)), student: c.Student,
	}
}

func (r *roll) end(pos Position, c *Command) {
	r.ended, r.closed, r.endKey, r.detail = c.Time, pos, c.Key, c.Detail
}

// outcome fills in what every outcome on this roll has.
func (r *roll) outcome(v Verdict, t Time, pos Position) Outcome {
	return Outcome{Verdict: v, Time: t, Position: pos, Class: r.class, Roll: r.id,
		Started: r.started, Lost: r.lost, Terms: r.terms}
}

func (r *roll) openedOutcome() Outcome {
	out := r.outcome(Opened, r.started, r.opened)
	if r.room.coded() {
		out.Told = &Told{Every: int(r.room.every / Age(second))}
	}
	return out
}

func (r *roll) presentOutcome(v Verdict, n uint32) Outcome {
	p, e := r.presenceIn(n)
	out := r.outcome(v, p.time(r.started), Position{p.record, p.index})
	out.Student, out.Told = p.student, e.told()
	return out
}

func (r *roll) listedOutcome(t Time, pos Position, c *Command) Outcome {
	out := r.outcome(Listed, t, pos)
	out.Detail, out.Arrivals = c.Detail, r.arrivals()
	out.Told = r.toldOf(out.Detail)
	return out
}

func (r *roll) endedOutcome() Outcome {
	out := r.outcome(Ended, r.ended, r.closed)
	out.Detail, out.Arrivals = r.detail, r.arrivals()
	out.Told = r.toldOf(out.Detail)
	return out
}

func (r *roll) arrivals() Arrivals {
	if r.room != nil && len(r.room.strikes) > 0 {
		return Arrivals{r.started, r.unstruck()}
	}
	n := len(r.presences)
	return Arrivals{r.started, r.presences[:n:n]}
}
