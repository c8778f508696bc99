package export

import "github.com/chamada/chamada/subjects"

var english = words{
	code:  "en",
	diary: "Diary", summary: "Summary", corrections: "Corrections",
	student: "STUDENT ID", name: "NAME", hours: "HOURS GIVEN", missed: "HOURS MISSED",
	frequency: "FREQUENCY", planned: "FREQUENCY OF PLANNED", mayMiss: "MAY MISS",
	remark: "REMARK", rollCall: "ROLL CALL", subject: "WHAT", before: "BEFORE", after: "AFTER",
	by: "WHO", at: "WHEN", reason: "REASON",
	wholeRoll: "the whole roll call", void: "does not count", onPaper: "taken on paper",
	isLost: "the server's journal was damaged during this roll call and repaired later; " +
		"students may be missing",
	notListed: "not on the class list", erased: "data erased",
	class: "Class", teacher: "Teacher", period: "Period", until: "to", page: "Part",
	given: "Roll calls that count", legend: "Legend",
	unlistedLegend: "came, not on the class list", nobody: "not expected",
	hoursNote: "Absences in hours; the frequency is the share of the hours given that was not missed.",
	rules:     "Up to 25 % of the hours may be missed.", signature: "Signature of the teacher",
	date: "Date", point: ".", minute: "2006-01-02 15:04", minuteCells: "yyyy-mm-dd hh:mm",
	day: "2006-01-02", dayMonth: "01-02", comma: ',',

	marks: map[subjects.Mark]string{
		subjects.MarkPresent: "P", subjects.MarkLate: "L", subjects.MarkAbsent: "A",
		subjects.MarkExcused: "E", subjects.MarkWaived: "W",
	},
	meaning: map[subjects.Mark]string{
		subjects.MarkPresent: "present", subjects.MarkLate: "late", subjects.MarkAbsent: "absent",
		subjects.MarkExcused: "excused", subjects.MarkWaived: "waived",
	},
	alerts: map[subjects.Alert]string{
		subjects.AlertNone: "", subjects.AlertHalf: "half of the limit",
		subjects.AlertNear: "near the limit", subjects.AlertOver: "OVER THE LIMIT",
	},
	waived: map[string]string{
		"counts": "Waived: the hours count.", "excluded": "Waived: the hours do not count.",
		"mixed": "Waived: the hours count in some roll calls and not in others.",
	},
}
