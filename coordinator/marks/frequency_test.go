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
	ana, rui := marks.Entry{Student: "2", Name: "Ana"},
		marks.Entry{Student: "1", Name: "Rui", State: marks.Locked}
	class := []marks.Entry{rui, ana}
	roll := func(arrivals []marks.Arrival, changes ...marks.Change) marks.Roll {
		return marks.Roll{
			Started: eight, Day: "2026-07-29", Rule: marks.Rule{Hours: 2},
			Roster: class, Arrivals: arrivals, Changes: changes,
		}
	}
	rolls := []marks.Roll{
		roll([]marks.Arrival{{Student: "2", At: eight}, {Student: "1", At: eight}}),
		roll(nil),
		roll(nil, marks.Change{Student: "2", Mark: marks.Waived}),
		roll(nil, marks.Change{Student: "2", Mark: marks.Excused}),
		roll(nil, marks.Change{Void: &yes}),
	}
	sum := func(waived marks.Waiving) (s marks.Sum) {
		for _, r := range rolls {
			r.Rule.Waived = waived
			record := marks.Compute(r)
			s.Add(&record)
		}
		return s
	}
	counts, excluded := sum(marks.Counts), sum(marks.Excluded)
	got := counts.Balances([]marks.Entry{{Student: "3", Name: "Bia"}})
	if len(got) != 3 || counts.Rolls != 4 {
		t.Fatalf("%d roll calls, %+v", counts.Rolls, got)
	}
	if b := got[0]; b.Entry.Student != "2" || b.Hours != 8 || b.Missed != 4 ||
		b.Marks.Waived != 1 || b.Marks.Absent != 1 {
		t.Errorf("%+v", b)
	}
	if b := got[1]; b.Entry.Student != "3" || b.Hours != 0 {
		t.Errorf("who is new: %+v", b)
	}
	if b := got[2]; b.Entry.Student != "1" || b.Hours != 0 || b.Missed != 0 ||
		b.Marks.Present != 0 {
		t.Errorf("who is not active: %+v", b)
	}
	if b := excluded.Balances(nil)[0]; b.Hours != 6 || b.Missed != 4 {
		t.Errorf("without what was waived: %+v", b)
	}
	if b := got[0]; b.AllowedLeft(60) != 11 || b.Alert(60) != marks.None ||
		b.AllowedLeft(0) != -2 || b.Alert(0) != marks.Over {
		t.Errorf("left: %d of the plan, %d of what was given", b.AllowedLeft(60), b.AllowedLeft(0))
	}
}
