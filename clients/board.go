package clients

import (
	"encoding/json"
	"strings"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// board is one roll call as lists and events tell of it. It does no I/O.
type board struct {
	class   subjects.Class
	roll    string // the one followed; empty before the first list
	started subjects.Time

	listed  subjects.Position // of the last list: it knew all that happened before
	known   map[subjects.Student]*attendance
	present int // of the known
	check   int // the last that is open
	fresh   Update

	ended bool // then over, and count if the event said so
	over  subjects.Time
	count int
}

// attendance is what is known of one student.
type attendance struct {
	present bool // else struck out
	at      subjects.Position
	checks  map[int]bool // later ones that the student was at
}

// list takes a list in. One of another roll says that ours has ended.
func (b *board) list(roll subjects.Roll) {
	first := b.roll == ""
	if first {
		b.roll, b.started, b.check = roll.Roll, roll.Started, max(1, roll.Checks)
		b.known = make(map[subjects.Student]*attendance)
	}
	if roll.Roll != b.roll {
		b.ended = true
		return
	}
	b.listed = roll.Position
	for _, struck := range roll.Struck {
		b.strike(subjects.Marked{
			Class: b.class, Student: struck.Student, Time: struck.Time, Roll: b.roll,
			Struck: true, By: struck.By, Position: roll.Position,
		})
	}
	if first {
		b.fresh.Marked = nil
	}
	b.opened(subjects.Checked{Class: b.class, Roll: b.roll, Check: roll.Checks})
	for _, p := range roll.Presences {
		isNew := b.arrive(p, roll.Position)
		for _, check := range p.Checks {
			b.attend(subjects.EventPresence{Student: p.Student, Check: check}, !isNew)
		}
	}
}

// apply takes an event in. Events of other rolls, malformed ones, and what the list had
// already are passed over.
func (b *board) apply(m *nats.Msg) {
	switch m.Subject[strings.LastIndexByte(m.Subject, '.')+1:] {
	case "present":
		var e subjects.PresenceEvent
		if json.Unmarshal(m.Data, &e) == nil && e.Roll == b.roll {
			b.arrivals(e.Presences)
		}
	case "ended":
		var e subjects.EndEvent
		if json.Unmarshal(m.Data, &e) == nil && e.Roll == b.roll {
			b.ended, b.over, b.count = true, e.Time, e.Count
		}
	case "check":
		var e subjects.Checked
		if json.Unmarshal(m.Data, &e) == nil && e.Roll == b.roll {
			b.opened(e)
		}
	case "marked":
		var e subjects.Marked
		if json.Unmarshal(m.Data, &e) == nil && e.Roll == b.roll &&
			e.Position.Compare(b.listed) > 0 {
			b.mark(e)
		}
	}
}

func (b *board) arrivals(presences []subjects.EventPresence) {
	for _, p := range presences {
		if p.Position.Compare(b.listed) > 0 {
			a := subjects.ListedPresence{Student: p.Student, Time: p.Time}
			isNew := b.arrive(a, p.Position)
			b.attend(p, !isNew)
		}
	}
}

// arrive has a student present, and tells whether that is news. Who was struck out later,
// though it was told earlier, stays out.
func (b *board) arrive(p subjects.ListedPresence, at subjects.Position) (isNew bool) {
	known := b.known[p.Student]
	switch {
	case known == nil:
		known = &attendance{checks: make(map[int]bool)}
		b.known[p.Student] = known
	case known.present || known.at.Compare(at) >= 0:
		return false
	}
	known.present, known.at = true, at
	b.present++
	b.fresh.Arrivals = append(b.fresh.Arrivals, p)
	return true
}

// attend has a student at a later check; that is news of who was there before.
func (b *board) attend(p subjects.EventPresence, isNews bool) {
	known := b.known[p.Student]
	if p.Check < 2 || known == nil || known.checks[p.Check] {
		return
	}
	known.checks[p.Check] = true
	if isNews {
		b.fresh.Again = append(b.fresh.Again, p)
	}
}

// opened takes the next check in, once.
func (b *board) opened(c subjects.Checked) {
	if c.Check > b.check {
		b.check = c.Check
		b.fresh.Checks = append(b.fresh.Checks, c)
	}
}

func (b *board) mark(m subjects.Marked) {
	if m.Struck {
		b.strike(m)
		return
	}
	b.fresh.Marked = append(b.fresh.Marked, m)
}

// strike takes a student off, who need not have been there. To be struck out again is no
// news.
func (b *board) strike(m subjects.Marked) {
	known := b.known[m.Student]
	switch {
	case known == nil:
		known = &attendance{checks: make(map[int]bool)}
		b.known[m.Student] = known
	case !known.present || known.at.Compare(m.Position) >= 0:
		return
	default:
		b.present--
	}
	known.present, known.at = false, m.Position
	b.fresh.Marked = append(b.fresh.Marked, m)
}

// owes tells whether the end counted students we have not heard of.
func (b *board) owes() bool { return b.present < b.count }

// update is what is new since the one before.
func (b *board) update() Update {
	u := b.fresh
	u.Class, u.Started, u.Ended, u.Time = b.class, b.started, b.ended, b.over
	if u.Count = b.present; b.over != 0 {
		u.Count = b.count
	}
	b.fresh = Update{}
	return u
}

func (u Update) news() bool {
	return len(u.Arrivals) > 0 || len(u.Checks) > 0 || len(u.Again) > 0 || len(u.Marked) > 0 ||
		u.Ended
}
