package subjects

import (
	"slices"
	"testing"
)

func TestAtChecks(t *testing.T) {
	roll := Roll{Checks: 3, Presences: []ListedPresence{{Checks: []int{1, 2}}, {Checks: []int{1}}}}
	if got := roll.AtChecks(); !slices.Equal(got, []int{2, 1, 0}) {
		t.Errorf("of a roll: %v", got)
	}
	record := Record{Checks: 2, Students: []RecordLine{{Checks: []int{1, 2}}, {}},
		Unknown: []Unlisted{{Checks: []int{2}}}}
	if got := record.AtChecks(); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("of a record: %v", got)
	}
}

// What says nothing of checks is no attendance of nobody: a list without detail, one check only,
// and a check that a later coordinator has and the count has not.
func TestAtChecksThatAreNotTold(t *testing.T) {
	for _, roll := range []Roll{{}, {Presences: []ListedPresence{{}}}, {Checks: 1}} {
		if got := roll.AtChecks(); got != nil {
			t.Errorf("of %+v: %v", roll, got)
		}
	}
	one := Record{Checks: 1, Students: []RecordLine{{Mark: MarkPresent}}}
	if got := one.AtChecks(); got != nil {
		t.Errorf("of one check: %v", got)
	}
	odd := Roll{Checks: 2, Presences: []ListedPresence{{Checks: []int{0, 3}}}}
	if got := odd.AtChecks(); !slices.Equal(got, []int{0, 0}) {
		t.Errorf("of checks that were not: %v", got)
	}
}
