package marks

import (
	"cmp"
	"slices"
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
type Alert string

// The alerts, as they are on the wire.
const (
	None Alert = "none"
	Half Alert = "half" // from 50 % of what is allowed
	Near Alert = "near" // from 80 %
	Over Alert = "over" // more than is allowed
)

// allowedShare is how much of the hours may be missed, in per cent: 25 by Brazilian law
// (LDB, art. 24, VI, as universities apply it).
const allowedShare = 25

// Balance is what a semester of one student amounts to, in hours.
type Balance struct {
	Student subjects.Student
	Entry   Entry
	Marks   Totals
	Hours   int // given while the student was active
	Missed  int // of them
}

// Balances sums up records: each student of the class list, in its order. A roll call that
// is void, and one on whose day a student was not active, counts for nothing.
func Balances(entries []Entry, records []Record, waiving Waiving) []Balance {
	of := make(map[subjects.Student]*Balance, len(entries))
	sorted := slices.Clone(entries)
	Sort(sorted)
	all := make([]Balance, len(sorted))
	for i, e := range sorted {
		all[i] = Balance{Student: e.Student, Entry: e, Marks: newTotals()}
		of[e.Student] = &all[i]
	}
	for _, r := range records {
		if r.Void {
			continue
		}
		for _, l := range r.Students {
			if b := of[l.Entry.Student]; b != nil && l.Entry.State.active() {
				b.add(l, r.Hours, waiving)
			}
		}
	}
	return all
}

func (b *Balance) add(l Line, hours int, waiving Waiving) {
	b.Marks[l.Mark]++
	if l.Mark == Waived && waiving == Excluded {
		return
	}
	b.Hours += hours
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
func (b Balance) AllowedLeft(planned int) int { return Allowed(cmp.Or(planned, b.Hours)) - b.Missed }

// Alert is as [AlertOf], of the hours planned or, where that is zero, of those given so far.
func (b Balance) Alert(planned int) Alert {
	return AlertOf(b.Missed, Allowed(cmp.Or(planned, b.Hours)))
}
