package marks_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// naive is the rules once more, told student by student from what happened, event by event.
type naive struct {
	mark   marks.Mark
	missed int
}

func naively(r marks.Roll, e marks.Entry) naive {
	hours := max(1, r.Rule.Hours)
	for _, c := range r.Changes {
		if c.Student == "" && c.Hours != nil {
			hours = *c.Hours
		}
	}
	base := r.Started
	if r.Rule.Base != 0 {
		base = r.Rule.Base
	}
	rule := naive{"", 0}
	if e.State == "" || e.State == marks.Active {
		rule = naive{marks.Absent, hours}
	}
	for _, a := range r.Arrivals {
		if a.Student != e.Student {
			continue
		}
		came := a.At
		if a.Scanned != 0 && a.Scanned < came {
			came = a.Scanned
		}
		rule = naive{marks.Present, 0}
		if r.Rule.LateAfter == nil || int64(came-base) <= int64(*r.Rule.LateAfter)*60_000 {
			continue
		}
		rule.mark = marks.Late
		for lost := 1; r.Rule.LateCosts && lost <= hours; lost++ {
			if int64(came-base) >= int64(lost)*50*60_000-15*60_000 {
				rule.missed = lost
			}
		}
	}
	got := rule
	for _, c := range r.Changes {
		if c.Student != e.Student {
			continue
		}
		got = rule
		switch c.Mark {
		case marks.Present, marks.Waived:
			got = naive{c.Mark, 0}
		case marks.Absent, marks.Excused:
			got = naive{c.Mark, hours}
		case marks.Late:
			if rule.mark != marks.Late {
				got = naive{c.Mark, 0}
			}
		}
		if c.Hours != nil && got.mark != marks.Waived {
			got.missed = min(*c.Hours, hours)
		}
	}
	return got
}

func TestAgainstTheNaive(t *testing.T) {
	for seed := range uint64(3000) {
		roll := randomRoll(rand.New(rand.NewPCG(seed, 1)))
		got := marks.Compute(roll)
		totals := map[marks.Mark]int{}
		for _, l := range got.Students {
			want := naively(roll, l.Entry)
			if l.Mark != want.mark || l.AbsentHours != want.missed {
				t.Fatalf("seed %d, student %s: %q and %d, not %q and %d\n%+v", seed,
					l.Entry.Student, l.Mark, l.AbsentHours, want.mark, want.missed, roll)
			}
			if l.Entry.State == "" && l.Mark != "" {
				totals[l.Mark]++
			}
		}
		for _, m := range subjects.Marks {
			if *got.Totals.Of(m) != totals[m] {
				t.Fatalf("seed %d: %d are %s, not %d", seed, *got.Totals.Of(m), m, totals[m])
			}
		}
		everybody(t, seed, roll, got)
	}
}

// everybody has each student of the list on a line, or not on it that day, and each who
// came on a line or unknown.
func everybody(t *testing.T, seed uint64, roll marks.Roll, got marks.Record) {
	t.Helper()
	lines := map[subjects.Student]int{}
	for _, l := range got.Students {
		lines[l.Entry.Student]++
	}
	for _, a := range got.Unknown {
		lines[a.Student]++
	}
	for _, e := range roll.Roster {
		on := (e.From == "" || roll.Day >= e.From) && (e.Until == "" || roll.Day <= e.Until)
		came := slices.ContainsFunc(roll.Arrivals, func(a marks.Arrival) bool {
			return a.Student == e.Student
		})
		if want := on || came; (lines[e.Student] == 1) != want {
			t.Fatalf("seed %d: student %s is on %d lines", seed, e.Student, lines[e.Student])
		}
	}
	for _, a := range roll.Arrivals {
		if lines[a.Student] != 1 {
			t.Fatalf("seed %d: %s came and is on %d lines", seed, a.Student, lines[a.Student])
		}
	}
}

func randomRoll(r *rand.Rand) marks.Roll {
	days := []marks.Date{"", "2026-07-28", "2026-07-29", "2026-07-30"}
	states := []marks.State{"", "", "", marks.Locked, marks.Transferred}
	roll := marks.Roll{Started: eight, Day: "2026-07-29",
		Rule: marks.Rule{Hours: r.IntN(5), LateCosts: r.IntN(2) == 0}}
	if r.IntN(3) > 0 {
		roll.Rule.LateAfter = minutes(r.IntN(3) * 15)
	}
	if r.IntN(2) == 0 {
		roll.Rule.Base = eight + subjects.Time(r.IntN(60)-30)*60_000
	}
	// Instants near the borders are the ones that matter.
	instant := func() subjects.Time {
		return eight + subjects.Time(r.IntN(40))*5*60_000 + subjects.Time(r.IntN(3)-1)
	}
	for n := range r.IntN(8) {
		student := subjects.Student(fmt.Sprint(n))
		roll.Roster = append(roll.Roster, marks.Entry{
			Student: student, Name: string(rune('a' + r.IntN(3))),
			From:  days[r.IntN(3)],
			Until: []marks.Date{"", "", "2026-07-29", "2026-07-28"}[r.IntN(4)],
			State: states[r.IntN(len(states))],
		})
	}
	for _, n := range r.Perm(9)[:r.IntN(9)] {
		a := marks.Arrival{Student: subjects.Student(fmt.Sprint(n)), At: instant()}
		if r.IntN(2) == 0 {
			a.Scanned = instant()
		}
		roll.Arrivals = append(roll.Arrivals, a)
	}
	for range r.IntN(6) {
		c := marks.Change{Student: subjects.Student(fmt.Sprint(r.IntN(8))),
			Mark: append([]marks.Mark{""}, subjects.Marks...)[r.IntN(6)]}
		if r.IntN(2) == 0 {
			h := r.IntN(6)
			c.Hours = &h
		}
		if r.IntN(5) == 0 {
			h := 1 + r.IntN(marks.MaxHours)
			c = marks.Change{Hours: &h}
		}
		roll.Changes = append(roll.Changes, c)
	}
	return roll
}

// TestFrequencyAgainstRationals holds integers to exact fractions.
func TestFrequencyAgainstRationals(t *testing.T) {
	for hours := range 130 {
		for missed := range hours + 1 {
			got, ok := marks.Frequency(missed, hours)
			if hours == 0 {
				if ok {
					t.Fatal("nothing of nothing is a percentage")
				}
				continue
			}
			exact := big.NewRat(int64(hours-missed)*100, int64(hours))
			said, isNumber := new(big.Rat).SetString(got)
			step := big.NewRat(1, 10)
			if !ok || !isNumber || said.Cmp(exact) > 0 ||
				new(big.Rat).Add(said, step).Cmp(exact) <= 0 {
				t.Fatalf("%d of %d missed: %s %%, exactly %s", missed, hours, got,
					exact.FloatString(4))
			}
			allowed := marks.Allowed(hours)
			if quarter := big.NewRat(int64(hours), 4); big.NewRat(int64(allowed),
				1).Cmp(quarter) > 0 || big.NewRat(int64(allowed)+1, 1).Cmp(quarter) <= 0 {
				t.Fatalf("%d of %d hours are allowed", allowed, hours)
			}
			if got, want := marks.AlertOf(missed, allowed),
				alertExactly(missed, allowed); got != want {
				t.Fatalf("%d missed of %d allowed: %s, not %s", missed, allowed, got, want)
			}
		}
	}
}

func alertExactly(missed, allowed int) marks.Alert {
	of := func(percent int64) *big.Rat { return big.NewRat(int64(allowed)*percent, 100) }
	m := big.NewRat(int64(missed), 1)
	switch {
	case m.Cmp(of(100)) > 0:
		return marks.Over
	case missed > 0 && m.Cmp(of(80)) >= 0:
		return marks.Near
	case missed > 0 && m.Cmp(of(50)) >= 0:
		return marks.Half
	}
	return marks.None
}
