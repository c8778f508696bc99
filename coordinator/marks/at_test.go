package marks_test

import (
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// TestReplayedToAnyInstant has students arrive and a teacher correct, one after the other, and
// keeps what was seen after each. All of it, replayed to that instant, gives the same.
func TestReplayedToAnyInstant(t *testing.T) {
	for range 200 {
		roll := marks.Roll{Started: eight, Day: "2026-07-29",
			Rule: marks.Rule{Hours: 2, LateAfter: minutes(15), LateCosts: true}}
		for n := range 6 {
			roll.Roster = append(roll.Roster, marks.Entry{Student: number(n)})
		}
		now, seen := roll.Started, map[subjects.Time]marks.Record{}
		for range 20 {
			now += subjects.Time(1 + rand.IntN(10*60_000))
			happen(&roll, now)
			seen[now] = marks.Compute(roll)
		}
		for instant, was := range seen {
			if got := marks.Compute(roll.At(instant)); !reflect.DeepEqual(got, was) {
				t.Fatalf("at %v\n%+v, it was\n%+v", instant.Time(), got, was)
			}
		}
		if before := marks.Compute(roll.At(roll.Started)); before.Totals.Absent != 6 {
			t.Fatalf("before anybody came: %+v", before.Totals)
		}
	}
}

// happen is an arrival of somebody who has not come yet, or a correction.
func happen(roll *marks.Roll, now subjects.Time) {
	who := number(rand.IntN(8)) // two of them are not on the list
	for _, a := range roll.Arrivals {
		if a.Student == who {
			mark := subjects.Marks[rand.IntN(len(subjects.Marks))]
			roll.Changes = append(roll.Changes,
				marks.Change{Student: who, Mark: mark, Time: now, By: "clara", Reason: "visto"})
			return
		}
	}
	roll.Arrivals = append(roll.Arrivals, marks.Arrival{Student: who, At: now})
}

func number(n int) subjects.Student { return subjects.Student(strconv.Itoa(n + 1)) }
