package rollcall_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// naive is the contract read literally: it keeps every roll call and every
// reply forever, in slices that it searches from end to end.
type naive struct {
	rolls   []*naiveRoll
	effects []effect
	tickets []naiveTicket
	given   []string  // the texts of these, as whoever scanned has got them
	settled []settled // tries after the first, answered without an effect

	rules   rollcall.Rules // of the record that is being judged
	counted bool           // there is an age
	age     rollcall.Age
	off     rollcall.Age // how long nobody ran, in all
	naiveWriter
}

type settled struct {
	request
	age rollcall.Age
}

type naiveRoll struct {
	number  int
	opened  rollcall.Position
	class   uint64
	teacher string // who started it, if there are logins
	born    rollcall.Time
	started rollcall.Time
	ended   rollcall.Time
	closed  rollcall.Position // where it ended
	over    bool

	startedAt, endedAt rollcall.Age
	offBefore          rollcall.Age // how long nobody had run when it was started

	// byStamps is when it was to expire before there was an age; zero: it began after that.
	byStamps rollcall.Time
	latest   rollcall.Time // no time in this roll call is before it
	came     []naivePresence

	teachers, rule string // of its class when it started
	naiveRoom
}

type naivePresence struct {
	arrival
	position rollcall.Position
	naiveExtra
}

// effect is a request that changed something, and what it was told.
type effect struct {
	request request
	roll    *naiveRoll
	reply   reply
}

// now is t, or the latest time of the roll call when t is before that.
func (r *naiveRoll) now(t rollcall.Time) rollcall.Time { return max(t, r.latest) }

// exists tells whether the roll call can still be asked for something.
func (n *naive) exists(r *naiveRoll, t rollcall.Time) bool {
	switch {
	case !n.counted:
		return r.now(t) < r.expires()
	case r.over:
		return n.age < r.endedAt+rollcall.Age(24*hour)
	default:
		return n.age < r.startedAt+rollcall.Age(7*day)
	}
}

// takes tells whether 12 hours have passed since its start.
func (n *naive) takes(r *naiveRoll, t rollcall.Time) bool {
	if n.counted {
		return n.age-r.startedAt+n.off-r.offBefore < rollcall.Age(12*hour)
	}
	return t < r.started+12*hour
}

// enter begins a record.
func (n *naive) enter(e entering) {
	n.rules = e.rules
	n.enterWriter(e)
	if e.rules < rollcall.ByAge {
		return
	}
	if !n.counted {
		n.counted, n.age = true, e.age
		ago := func(t rollcall.Time) rollcall.Age { return e.age - rollcall.Age(e.written-t) }
		for _, r := range n.rolls {
			r.startedAt, r.endedAt, r.byStamps = ago(r.started), ago(r.ended), r.expires()
		}
		for i := range n.settled {
			n.settled[i].age = ago(n.settled[i].time)
		}
	}
	n.age = max(n.age, e.age)
	n.off += e.off
}

// same tells whether a login is the one that started the roll call, as far as is known.
func (n *naive) same(r *naiveRoll, q request) bool {
	again := n.rules >= rollcall.ByAge && q.born != r.born && q.born != 0 && r.born != 0
	return q.by == r.teacher && !again
}

// expires is 7 days after the start when nobody ended it, 24 hours after its end.
func (r *naiveRoll) expires() rollcall.Time {
	if r.over {
		return r.ended + 24*hour
	}
	return r.started + 7*day
}

func (r *naiveRoll) reply(verdict string, at rollcall.Position, t rollcall.Time) reply {
	told := reply{verdict: verdict, position: at, time: t, class: r.class, roll: r.number,
		started: r.started}
	if r.teachers != "" || r.rule != "" {
		told.terms = saidTerms(r.teachers, r.rule)
	}
	return told
}

// may tells whether the roll call is for who asks to list and to end.
func (n *naive) may(r *naiveRoll, q request) bool {
	return r.teacher == "" || q.by == "" || q.any || n.same(r, q) ||
		slices.Contains(strings.Split(r.teachers, ","), q.by)
}

func (r *naiveRoll) arrivals() []arrival {
	var all []arrival
	for _, p := range r.came {
		if !p.gone {
			all = append(all, p.arrival)
		}
	}
	return all
}

// ask gives the reply to a request in words.
func (n *naive) ask(at rollcall.Position, q request) string {
	no := reply{position: at, time: q.time, student: q.student}
	if n.stray {
		no.verdict = "overtaken"
		return said(false, no)
	}
	if e := n.before(q); e != nil {
		n.settle(q)
		return said(true, e.reply)
	}
	if q.known == "later" || n.superseded(q) {
		no.verdict = "superseded"
		return said(false, no)
	}
	effects := len(n.effects)
	if no.verdict = "overtaken"; !n.overtaken(q) {
		no = n.judge(at, q)
	}
	if len(n.effects) == effects {
		n.settle(q)
	}
	return said(false, no)
}

// superseded tells whether the last of the tries that were answered without an
// effect is a later one than q, or the same.
func (n *naive) superseded(q request) bool {
	for i := len(n.settled) - 1; i >= 0; i-- {
		if s := n.settled[i]; s.identity() == q.identity() {
			return q.try <= s.try && n.lately(s, q.time)
		}
	}
	return false
}

func (n *naive) lately(s settled, t rollcall.Time) bool {
	if n.counted {
		return n.age < s.age+rollcall.Age(hour)
	}
	return t < s.time+hour
}

func (n *naive) settle(q request) {
	if q.id != "" && q.try > 1 && !n.superseded(q) && q.known != "done" && q.known != "later" {
		n.settled = append(n.settled, settled{q, n.age})
	}
}

func (n *naive) judge(at rollcall.Position, q request) reply {
	r := n.open(q)
	if r != nil {
		q.time = r.now(q.time)
		r.latest = q.time
	}
	switch q.verb {
	case "start":
		return n.start(at, q, r)
	case "present":
		return n.present(at, q, r)
	case "list", "end":
		return n.read(at, q, r)
	default:
		return n.classroom(at, q, r)
	}
}

// before finds the effect that the same request has had already.
func (n *naive) before(q request) *effect {
	for i := len(n.effects) - 1; i >= 0; i-- {
		e := &n.effects[i]
		if q.id != "" && e.request.identity() == q.identity() && n.exists(e.roll, q.time) {
			if q.verb != "present" && q.by == e.roll.teacher && !n.same(e.roll, q) {
				return nil
			}
			return e
		}
	}
	return nil
}

// open is the roll call that the class has open, nil when it has none.
func (n *naive) open(q request) *naiveRoll {
	for i := len(n.rolls) - 1; i >= 0; i-- {
		if r := n.rolls[i]; r.class == q.class {
			if r.over || !n.exists(r, q.time) {
				return nil
			}
			return r
		}
	}
	return nil
}

// ended is the roll call of the class that somebody has ended last, nil when that is
// over a day ago.
func (n *naive) ended(q request) *naiveRoll {
	for i := len(n.rolls) - 1; i >= 0; i-- {
		if r := n.rolls[i]; r.class == q.class && r.over {
			if !n.exists(r, q.time) {
				return nil
			}
			return r
		}
	}
	return nil
}

func (n *naive) start(at rollcall.Position, q request, open *naiveRoll) reply {
	if open != nil {
		return open.reply("already_open", at, q.time)
	}
	if no := n.tooMany(q); no != "" {
		return reply{verdict: no, position: at, time: q.time}
	}
	r := &naiveRoll{
		number: len(n.rolls) + 1, opened: at, class: q.class, teacher: q.by, born: q.born,
		started: q.time, latest: q.time,
		startedAt: n.age, offBefore: n.off, teachers: q.teachers, rule: q.rule,
	}
	r.begin(q, n.age)
	n.rolls = append(n.rolls, r)
	told := r.reply("opened", at, q.time)
	if r.every != 0 {
		told.room = fmt.Sprintf(", every %d", q.every)
	}
	return n.effect(q, r, told)
}

func (n *naive) present(at rollcall.Position, q request, r *naiveRoll) reply {
	if r == nil || !n.takes(r, q.time) {
		return reply{verdict: "not_open", position: at, time: q.time, student: q.student}
	}
	e, no := n.admit(r, q)
	if p := r.find(q.student, e.check); p != nil {
		return r.toldOf("already", p)
	}
	switch {
	case r.isStruck(q.student):
		no = "struck_out"
	case no == "" && r.find(q.student, 0) == nil && len(r.came) == 10_000:
		no = "full"
	}
	if no != "" {
		return reply{verdict: no, position: at, time: q.time, student: q.student}
	}
	return n.effect(q, r, r.register(at, q, e))
}

func (n *naive) read(at rollcall.Position, q request, r *naiveRoll) reply {
	if q.last {
		r = n.ended(q)
	}
	if r == nil {
		return reply{verdict: "not_open", position: at, time: q.time, last: q.last}
	}
	if !n.may(r, q) {
		return reply{verdict: "forbidden", position: at, time: q.time, last: q.last}
	}
	told := r.reply("listed", at, q.time)
	told.detail, told.last, told.arrivals = q.detail, q.last, r.arrivals()
	if q.detail {
		told.room = r.inDetail()
	}
	if q.last {
		told.time = r.ended
	}
	if q.verb == "list" {
		return told
	}
	told.verdict = "ended"
	r.over, r.ended, r.closed, r.endedAt = true, q.time, at, n.age
	return n.effect(q, r, told)
}

func (n *naive) effect(q request, r *naiveRoll, told reply) reply {
	n.effects = append(n.effects, effect{q, r, told})
	return told
}
