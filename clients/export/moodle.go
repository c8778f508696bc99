package export

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/chamada/chamada/subjects"
)

// statuses are Moodle's for the marks: it has four. Who is waived was excused, to Moodle.
var statuses = map[subjects.Mark]string{
	subjects.MarkPresent: "P", subjects.MarkLate: "L", subjects.MarkAbsent: "A",
	subjects.MarkExcused: "E", subjects.MarkWaived: "E",
}

// Moodle writes one roll call as the attendance plugin of Moodle imports it: columns idnumber and
// status with P, L, A and E, which are the statuses that the plugin has at first. Whose line does
// not count is left out, see [Inactive], and so is who is not on the class list, or was erased:
// there is nobody in Moodle with that number. The error is that
// of w, or a mark that is not known here.
func Moodle(w io.Writer, r *subjects.Record) error {
	rows := [][]string{{"idnumber", "status"}}
	for i := range r.Students {
		line := &r.Students[i]
		status, ok := statuses[line.Mark]
		switch {
		case !line.Counts(), line.Student.Erased():
			continue
		case !ok:
			return fmt.Errorf("student %s has the mark %q, which Moodle has no status for",
				line.Student, line.Mark)
		}
		rows = append(rows, []string{string(line.Student), status})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// Inactive is how many have a mark and are left out, because they were not active on that day.
func Inactive(r *subjects.Record) (n int) {
	for i := range r.Students {
		if line := &r.Students[i]; line.Mark != "" && !line.Counts() {
			n++
		}
	}
	return n
}
