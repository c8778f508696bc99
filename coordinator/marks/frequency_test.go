package marks_test

import (
	"testing"

	"github.com/chamada/chamada/coordinator/marks"
)

func TestAllowed(t *testing.T) {
	for hours, want := range map[int]int{0: 0, 30: 7, 60: 15, 64: 16} {
		if got := marks.Allowed(hours); got != want {
			t.Errorf("%d of %d hours may be missed, not %d", got, hours, want)
		}
	}
	if got, _ := marks.Frequency(313, 1250); got != "74.9" { // 74.96
		t.Errorf("74.96 is shown as %s", got)
	}
	if got, _ := marks.Frequency(9, 8); got != "0.0" {
		t.Errorf("more missed than planned is shown as %s", got)
	}
}

func TestBalances(t *testing.T) {
	yes := true
	ana, rui := marks.Entry{Student: "2", Name: "Ana"}, marks.Entry{Student: "1", Name: "Rui", State: marks.Locked}
	class := []marks.Entry{rui, ana}
	roll := func(arrivals []marks.Arrival, changes ...marks.Change) marks.Record {
		return marks.Compute(marks.Roll{
			Started: eight, Day: "2026-07-29", Rule: marks.Rule{Hours: 2},
			Roster: class, Arrivals: arrivals, Changes: changes,
		})
	}
	records := []marks.Record{
		roll([]marks.Arrival{{Student: "2", At: eight}, {Student: "1", At: eight}}),
		roll(nil),
		roll(nil, marks.Change{Student: "2", Mark: marks.Waived}),
		roll(nil, marks.Change{Student: "2", Mark: marks.Excused}),
		roll(nil, marks.Change{Void: &yes}),
	}
	got := marks.Balances(class, records, marks.Counts)
	if b := got[0]; b.Student != "2" || b.Hours != 8 || b.Missed != 4 || b.Marks[marks.Waived] != 1 || b.Marks[marks.Absent] != 1 {
		t.Errorf("%+v", b)
	}
	if b := got[1]; b.Student != "1" || b.Hours != 0 || b.Missed != 0 || b.Marks[marks.Present] != 0 {
		t.Errorf("who is not active: %+v", b)
	}
	if b := marks.Balances(class, records, marks.Excluded)[0]; b.Hours != 6 || b.Missed != 4 {
		t.Errorf("without what was waived: %+v", b)
	}
	if b := got[0]; b.AllowedLeft(60) != 11 || b.Alert(60) != marks.None || b.AllowedLeft(0) != -2 || b.Alert(0) != marks.Over {
		t.Errorf("left: %d of the plan, %d of what was given", b.AllowedLeft(60), b.AllowedLeft(0))
	}
}
