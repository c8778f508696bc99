// Package export writes what was kept of a class's roll calls as files for spreadsheets, for
// programs, for Moodle and for the printer.
//
// The package is pure: replies of [subjects.RecordGet] and [subjects.RecordReport] in, bytes out.
// Equal replies give equal bytes, but for workbooks, which say when they were made.
package export

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"

	"github.com/chamada/chamada/subjects"
)

// Semester is the kept roll calls of a class over some days, and what they amount to. All parts
// of each reply must have been put together.
type Semester struct {
	Report  subjects.Report   `json:"report"`
	Records []subjects.Record `json:"records"` // the oldest first; never nil on the wire
}

// JSON writes the replies as they are in the protocol, in one object: void roll calls, receipts
// and corrections included. The error is that of w.
func (s *Semester) JSON(w io.Writer) error {
	all := *s
	if all.Records == nil {
		all.Records = []subjects.Record{}
	}
	return json.NewEncoder(w).Encode(&all)
}

// Agrees tells whether the report counts exactly the marks that the records have. It does not
// where somebody has corrected a record, or a roll call has ended, after one was read and before
// the other was.
func (s *Semester) Agrees() bool {
	type sum struct {
		marks subjects.Totals
		hours int
	}
	given := map[subjects.Student]sum{}
	for _, r := range s.counted() {
		for i := range r.Students {
			line := &r.Students[i]
			if !line.Counts() {
				continue
			}
			of := given[line.Student]
			*of.marks.Of(line.Mark)++
			of.hours += line.AbsentHours
			given[line.Student] = of
		}
	}
	return s.Report.Rolls == len(s.counted()) &&
		!slices.ContainsFunc(s.Report.Students, func(l subjects.ReportLine) bool {
			return given[l.Student] != sum{l.Marks, l.AbsentHours}
		})
}

// counted are the roll calls that count, the oldest first.
func (s *Semester) counted() (all []*subjects.Record) {
	for i := range s.Records {
		if !s.Records[i].Void {
			all = append(all, &s.Records[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *subjects.Record) int {
		return cmp.Compare(a.Started, b.Started)
	})
	return all
}
