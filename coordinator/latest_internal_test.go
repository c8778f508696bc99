package coordinator

import (
	"testing"

	"github.com/chamada/chamada/subjects"
)

// TestLatest has each time of a record be the latest one.
func TestLatest(t *testing.T) {
	for name, late := range map[string]func(*subjects.Record){
		"start":    func(r *subjects.Record) { r.Started = 9 },
		"end":      func(r *subjects.Record) { r.Ended = 9 },
		"arrival":  func(r *subjects.Record) { r.Students[0].At = 9 },
		"stranger": func(r *subjects.Record) { r.Unknown[0].At = 9 },
		"mark":     func(r *subjects.Record) { r.Students[0].Corrections[0].Time = 9 },
		"hours":    func(r *subjects.Record) { r.Corrections[0].Time = 9 },
		"paper":    func(r *subjects.Record) { r.Added = &subjects.Added{Time: 9} },
	} {
		r := subjects.Record{Started: 1, Ended: 3,
			Students: []subjects.RecordLine{
				{At: 2, Corrections: []subjects.Correction{{Time: 4}}}},
			Unknown:     []subjects.Unlisted{{At: 2}},
			Corrections: []subjects.RollCorrection{{Time: 5}}}
		late(&r)
		if got := latest(&r); got != 9 {
			t.Errorf("the latest time is that of the %s, and %d was found", name, got)
		}
	}
}
