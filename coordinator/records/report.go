package records

import (
	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// ReportLines gives what records amount to, student by student, in the order of a class list.
func ReportLines(sum *marks.Sum, present []marks.Entry, planned int) []subjects.ReportLine {
	balances := sum.Balances(present)
	lines := make([]subjects.ReportLine, 0, len(balances))
	for i := range balances {
		b := &balances[i]
		if b.Entry.Student.Erased() {
			continue // there is nobody to tell it of
		}
		lines = append(lines, subjects.ReportLine{
			Student: b.Entry.Student, Name: b.Entry.Shown(), Marks: b.Marks, Hours: b.Hours,
			AbsentHours: b.Missed, Frequency: frequency(b.Missed, b.Hours),
			FrequencyPlanned: frequency(b.Missed, planned), AllowedLeft: b.AllowedLeft(planned),
			Alert: b.Alert(planned),
		})
	}
	return lines
}

// frequency is nil where there were no hours.
func frequency(missed, hours int) *string {
	percent, ok := marks.Frequency(missed, hours)
	if !ok {
		return nil
	}
	return &percent
}
