package export_test

import (
	"slices"
	"testing"

	"github.com/chamada/chamada/clients/export"
)

// Of a long semester the latest roll calls are shown, and how many are not is told.
func TestLatestOfADiary(t *testing.T) {
	all, err := semester().Diary()
	if err != nil {
		t.Fatal(err)
	}
	rolls := len(all.Rolls)
	for keep, dropped := range map[int]int{rolls + 1: 0, rolls: 0, 1: rolls - 1, 0: rolls} {
		d, err := semester().Diary()
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Latest(keep); got != dropped || len(d.Rolls) != rolls-dropped {
			t.Errorf("of %d the latest %d are %d, and %d are dropped", rolls, keep,
				len(d.Rolls), got)
		}
		for i := range d.Rows {
			if !slices.Equal(d.Rows[i].Cells, all.Rows[i].Cells[dropped:]) {
				t.Errorf("the latest %d of %s are %v", keep, d.Rows[i].Student, d.Rows[i].Cells)
			}
		}
	}
	if !slices.ContainsFunc(all.Rows, func(r export.Row) bool {
		return slices.Contains(r.Cells, export.Cell{Unlisted: true})
	}) {
		t.Error("nobody who is on no list came")
	}
}
