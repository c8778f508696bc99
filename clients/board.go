package clients

import (
	"encoding/json"
	"strings"

	"github.com/chamada/chamada/subjects"
	"github.com/nats-io/nats.go"
)

// board is one roll call as lists and events tell of it. It does no I/O.
type board struct {
	class   subjects.Class
	roll    string // the one followed; empty before the first list
	started subjects.Time

	listed  subjects.Position // of the last list: it knew all that happened before
	present map[subjects.Student]bool
	fresh   []subjects.Arrival // not in an update yet

	ended bool // then over, and count if the event said so
	over  subjects.Time
	count int
}

// list takes a list in. One of another roll says that ours has ended.
func (b *board) list(roll subjects.Roll) {
	if b.roll == "" {
		b.roll, b.started, b.present = roll.Roll, roll.Started, make(map[subjects.Student]bool)
	}
	if roll.Roll != b.roll {
		b.ended = true
		return
	}
	b.listed = roll.Position
	for _, arrival := range roll.Presences {
		b.arrive(arrival)
	}
}

// take takes an event in. Events of other rolls, malformed ones, and arrivals
// that the list had already are passed over.
func (b *board) take(m *nats.Msg) {
	switch {
	case strings.HasSuffix(m.Subject, ".present"):
		var e subjects.Arrivals
		if json.Unmarshal(m.Data, &e) == nil && e.Roll == b.roll {
			b.arrivals(e.Presences)
		}
	case strings.HasSuffix(m.Subject, ".ended"):
		var e subjects.Ended
		if json.Unmarshal(m.Data, &e) == nil && e.Roll == b.roll {
			b.ended, b.over, b.count = true, e.Time, e.Count
		}
	}
}

func (b *board) arrivals(presences []subjects.EventPresence) {
	for _, p := range presences {
		if p.Position.Compare(b.listed) > 0 {
			b.arrive(subjects.Arrival{Student: p.Student, Time: p.Time})
		}
	}
}

func (b *board) arrive(a subjects.Arrival) {
	if !b.present[a.Student] {
		b.present[a.Student] = true
		b.fresh = append(b.fresh, a)
	}
}

// owes tells whether the end counted students we have not heard of.
func (b *board) owes() bool { return len(b.present) < b.count }

// update is what is new since the one before.
func (b *board) update() Update {
	u := Update{Class: b.class, Started: b.started, Arrivals: b.fresh, Ended: b.ended, Time: b.over}
	u.Count = max(len(b.present), b.count)
	b.fresh = nil
	return u
}

func (u Update) news() bool { return len(u.Arrivals) > 0 || u.Ended }
