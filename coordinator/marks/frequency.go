package marks

import (
	"cmp"
	"strconv"

	"github.com/chamada/chamada/subjects"
)

// Waiving says what a waived absence does to the hours given.
type Waiving string

// The ways of waiving, as they are on the wire. Empty is counts.
const (
	Counts   Waiving = "counts"   // the hours were given, and none was missed
	Excluded Waiving = "excluded" // the hours were not given to this student
)

// Alert says how near a student is to what may be missed.
type Alert = subjects.Alert

// The alerts.
const (
	None = subjects.AlertNone
	Half = subjects.AlertHalf
	Near = subjects.AlertNear
	Over = subjects.AlertOver
)

// allowedShare is how much of the hours may be missed, in per cent: 25 by Brazilian law
// (LDB, art. 24, VI, as universities apply it).
const allowedShare = 25

// Balance is what a semester of one student amounts to, in hours.
type Balance struct {
	Entry  Entry // as a class list last had it
	Marks  Totals
	Hours  int // given while the student was active
	Missed int // of them
}

// Sum adds up records, student by student. The zero value is that of none.
type Sum struct {
	Rolls int // that count
	of    map[subjects.Student]*Balance
}

// Add adds a record. A roll call that is void, and one on whose day a student was not
// active, counts for nothing.
func (s *Sum) Add(r *Record) {
	if r.Void {
		return
	}
	s.Rolls++
	for i := range r.Students {
		l := &r.Students[i]
		b := s.balance(l.Entry)
		if l.Counts() {
			b.add(l, r)
		}
	}
}

// balance is that of a student.
func (s *Sum) balance(e Entry) *Balance {
	b := s.of[e.Student]
	if b == nil {
		if s.of == nil {
			s.of = make(map[subjects.Student]*Balance)
		}
		b = new(Balance)
		s.of[e.Student] = b
	}
	b.Entry = e
	return b
}

// Balances are those of all who were on a list, and of those on the present one, in the order of
// [Sort].
func (s *Sum) Balances(present []Entry) []Balance {
	for _, e := range present {
		s.balance(e)
	}
	entries := make([]Entry, 0, len(s.of))
	for _, b := range s.of {
		entries = append(entries, b.Entry)
	}
	Sort(entries)
	all := make([]Balance, len(entries))
	for i, e := range entries {
		all[i] = *s.of[e.Student]
	}
	return all
}

func (b *Balance) add(l *Line, r *Record) {
	*b.Marks.Of(l.Mark)++
	if l.Mark == Waived && r.Waived == Excluded {
		return
	}
	b.Hours += r.Hours
	b.Missed += l.AbsentHours
}

// Frequency is what share of hours was not missed, in per cent, cut to one decimal:
// "74.9". ok is false when there were no hours.
func Frequency(missed, hours int) (percent string, ok bool) {
	if hours <= 0 {
		return "", false
	}
	perMille := (hours - missed) * 1000 / hours
	if missed > hours {
		perMille = 0 // more was missed than is planned
	}
	return strconv.Itoa(perMille/10) + "." + strconv.Itoa(perMille%10), true
}

// Allowed is how many of hours may be missed.
func Allowed(hours int) int { return hours * allowedShare / 100 }

// AlertOf says how near missed is to what is allowed. Who has missed nothing is told
// nothing.
func AlertOf(missed, allowed int) Alert {
	switch {
	case missed > allowed:
		return Over
	case missed == 0:
		return None
	case missed*100 >= allowed*80:
		return Near
	case missed*100 >= allowed*50:
		return Half
	default:
		return None
	}
}

// AllowedLeft is how many hours a student may still miss, of those planned or, where that
// is zero, of those given so far; negative when it was too many.
func (b Balance) AllowedLeft(planned int) int {
	return Allowed(cmp.Or(planned, b.Hours)) - b.Missed
}

// Alert is as [AlertOf], of the hours planned or, where that is zero, of those given so far.
func (b Balance) Alert(planned int) Alert {
	return AlertOf(b.Missed, Allowed(cmp.Or(planned, b.Hours)))
}
