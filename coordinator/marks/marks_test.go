package marks_test

import (
	"slices"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

const eight subjects.Time = 1_785_312_000_000 // 2026-07-29T08:00:00Z

func minutes(n int) *int { return &n }

func after(d time.Duration) subjects.Time { return eight + subjects.Time(d.Milliseconds()) }

func TestLateness(t *testing.T) {
	const ms = time.Millisecond
	costs := marks.Rule{Hours: 4, LateAfter: minutes(15), LateCosts: true}
	for _, c := range []struct {
		name    string
		rule    marks.Rule
		at      time.Duration
		scanned time.Duration // zero: none
		mark    marks.Mark
		missed  int
	}{
		{"nobody is late", marks.Rule{}, 5 * time.Hour, 0, marks.Present, 0},
		{"at the limit", marks.Rule{LateAfter: minutes(15)}, 15 * time.Minute, 0, marks.Present, 0},
		{"just before it", marks.Rule{LateAfter: minutes(15)}, 15*time.Minute - ms, 0,
			marks.Present, 0},
		{"just after it", marks.Rule{LateAfter: minutes(15)}, 15*time.Minute + ms, 0, marks.Late,
			0},
		{"no grace at all", marks.Rule{LateAfter: minutes(0)}, ms, 0, marks.Late, 0},
		{"no grace, in time", marks.Rule{LateAfter: minutes(0)}, 0, 0, marks.Present, 0},
		{"scanned in time", marks.Rule{LateAfter: minutes(15)}, 17 * time.Minute, 15 * time.Minute,
			marks.Present, 0},
		{"scanned late", marks.Rule{LateAfter: minutes(15)}, 17 * time.Minute, 15*time.Minute + ms,
			marks.Late, 0},
		{"costs nothing yet", costs, 35*time.Minute - ms, 0, marks.Late, 0},
		{"costs an hour", costs, 35 * time.Minute, 0, marks.Late, 1},
		{"still one", costs, 85*time.Minute - ms, 0, marks.Late, 1},
		{"costs two", costs, 85 * time.Minute, 0, marks.Late, 2},
		{"costs all", costs, 10 * time.Hour, 0, marks.Late, 4},
		{"counted from the class's hour",
			marks.Rule{Base: after(-10 * time.Minute), LateAfter: minutes(15)}, 5 * time.Minute, 0,
			marks.Present, 0},
		{"late by the class's hour",
			marks.Rule{Base: after(-10 * time.Minute), LateAfter: minutes(15)}, 5*time.Minute + ms,
			0, marks.Late, 0},
		{"before the class's hour",
			marks.Rule{Base: after(time.Hour), LateAfter: minutes(0), LateCosts: true}, 0, 0,
			marks.Present, 0},
	} {
		a := marks.Arrival{Student: "1", At: after(c.at)}
		if c.scanned != 0 {
			a.Scanned = after(c.scanned)
		}
		r := marks.Compute(marks.Roll{
			Started: eight, Day: "2026-07-29", Rule: c.rule,
			Roster: []marks.Entry{{Student: "1"}}, Arrivals: []marks.Arrival{a},
		})
		if l := r.Students[0]; l.Mark != c.mark || l.AbsentHours != c.missed ||
			*r.Totals.Of(c.mark) != 1 {
			t.Errorf("%s: %q, %d hours missed, %v", c.name, l.Mark, l.AbsentHours, r.Totals)
		}
	}
}

func TestWhoIsOnTheList(t *testing.T) {
	r := marks.Compute(marks.Roll{
		Started: eight, Day: "2026-07-29", Rule: marks.Rule{Hours: 2},
		Roster: []marks.Entry{
			{Student: "5", Name: "Zélia"},
			{Student: "4", Name: "ana"},
			{Student: "3", Name: "Álvaro"},
			{Student: "2", Name: "Bento", State: marks.Locked},
			{Student: "1", Name: "Caio", State: marks.Exempt},
			{Student: "6", Name: "Davi", From: "2026-07-30"},
			{Student: "7", Name: "Eva", Until: "2026-07-28"},
			{Student: "8", Name: "Fábio", From: "2026-07-29", Until: "2026-07-29"},
			{Student: "9", Name: "João", Social: "Bia"},
		},
		Arrivals: []marks.Arrival{{Student: "99", At: eight}, {Student: "1", At: eight},
			{Student: "7", At: eight}, {Student: "5", At: eight}},
	})
	type line struct {
		student subjects.Student
		mark    marks.Mark
		missed  int
	}
	var got []line
	for _, l := range r.Students {
		got = append(got, line{l.Entry.Student, l.Mark, l.AbsentHours})
	}
	want := []line{
		{"3", marks.Absent, 2},
		{"4", marks.Absent, 2},
		{"2", "", 0},
		{"9", marks.Absent, 2},
		{"1", marks.Present, 0},
		{"8", marks.Absent, 2},
		{"5", marks.Present, 0},
	}
	if !slices.Equal(got, want) {
		t.Errorf("lines %v\n want %v", got, want)
	}
	if len(r.Unknown) != 2 || r.Unknown[0].Student != "99" || r.Unknown[1].Student != "7" {
		t.Errorf("unknown %v", r.Unknown)
	}
	if r.Totals.Present != 1 || r.Totals.Absent != 4 {
		t.Errorf("totals %v", r.Totals)
	}
}

func TestWithoutAClassListAllAreUnknown(t *testing.T) {
	r := marks.Compute(
		marks.Roll{Started: eight, Arrivals: []marks.Arrival{{Student: "2"}, {Student: "1"}}})
	if len(r.Students) != 0 || len(r.Unknown) != 2 || r.Unknown[0].Student != "2" || r.Hours != 1 {
		t.Errorf("%+v", r)
	}
}

func TestChanges(t *testing.T) {
	one, three, many := 1, 3, 20
	yes, no := true, false
	roll := marks.Roll{
		Started: eight, Day: "2026-07-29", Rule: marks.Rule{Hours: 2},
		Roster: []marks.Entry{{Student: "1", Name: "Ana"}},
		Changes: []marks.Change{
			{Student: "1", Mark: marks.Excused, Reason: "atestado"},
			{Student: "1", Mark: marks.Waived},
			{Student: "1", Mark: marks.Waived, Hours: &one},
			{Student: "1", Mark: marks.Late, Hours: &one},
			{Student: "1", Mark: marks.Present},
			{Student: "1", Mark: marks.Absent, Hours: &many},
			{Student: "1"},
		},
	}
	l := marks.Compute(roll).Students[0]
	type step struct {
		before, after marks.Mark
		missed        int
	}
	var got []step
	for _, c := range l.Changes {
		got = append(got, step{c.Before, c.After, c.AbsentHours})
	}
	want := []step{
		{marks.Absent, marks.Excused, 2},
		{marks.Excused, marks.Waived, 0},
		{marks.Waived, marks.Waived, 0},
		{marks.Waived, marks.Late, 1},
		{marks.Late, marks.Present, 0},
		{marks.Present, marks.Absent, 2},
		{marks.Absent, marks.Absent, 2},
	}
	if !slices.Equal(got, want) {
		t.Errorf("steps %v\n want %v", got, want)
	}
	roll.Changes = []marks.Change{{Hours: &three}, {Void: &yes}, {Void: &no}, {Void: &yes}}
	if r := marks.Compute(roll); r.Hours != 3 || !r.Void || r.Students[0].AbsentHours != 3 ||
		len(r.Changes) != 4 {
		t.Errorf("%+v", r)
	}
	roll.Changes = roll.Changes[:3]
	if marks.Compute(roll).Void {
		t.Error("what was taken back is still void")
	}
}

func TestNamesThatTwoShare(t *testing.T) {
	names := marks.Names([]marks.Entry{
		{Student: "042191010", Name: "Ana Souza"},
		{Student: "191011", Name: "Ana", Social: "Ana Souza"},
		{Student: "7", Name: "Rui"}, {Student: "12"}, {Student: "13"},
	})
	for student, want := range map[subjects.Student]string{
		"042191010": "Ana Souza (1010)", "191011": "Ana Souza (1011)", "7": "Rui", "12": "12",
		"13": "13",
	} {
		if names[student] != want {
			t.Errorf("%s is called %q, not %q", student, names[student], want)
		}
	}
}
