package record

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

var english = words{
	short: "Records of roll calls: presences, absences, corrections and frequency",
	long: `Shows what became of each roll call, student by student: P present, L late, A absent, E excused,
W waived. Of a class that keeps records (chamada class import CLASS --keep true) they stay for
good and may be corrected; of others for 24 hours. A correction erases nothing: the record
shows what it was, who has changed it, when and why.`,
	showShort:    "Shows the record of the open roll call, or of the latest",
	listShort:    "Shows the kept roll calls of a class",
	reportShort:  "Shows the frequency of the class, and how much each student may still miss",
	correctShort: "Corrects a student's mark, or what the whole roll call counts",
	addShort:     "Adds a roll call that was taken on paper",
	flagRoll:     "which `ROLL`, as in list (default: the open one, or the latest)",
	flagFrom:     "only from this `DAY` on, such as 2026-08-01",
	flagUntil:    "only up to this `DAY`",
	flagPlanned:  "how many `HOURS` the class will have in all",
	flagStudent:  "`NUMBER` of the student (without it the whole roll call is corrected)",
	flagMark:     "the `MARK`: P, L, A, E, W, or auto, the one that was computed",
	flagHours:    "`HOURS` that the student missed, or that the whole roll call counts",
	flagVoid:     "the roll call was opened by mistake: it does not count",
	flagValid:    "the roll call counts again",
	flagReason:   "the `REASON` (3 to 200 characters; never a diagnosis)",
	flagRevision: "the `REVISION` that was seen, as in show --json (default: that of now)",
	flagStarted:  "`TIME` of the start, such as \"2026-08-03 08:00\", by the clocks of the class",
	flagEnded:    "`TIME` of the end",
	flagStudents: "`NUMBERS` of who was there, with commas between (\"\": nobody)",

	exampleReason: `"power cut"`,
	exampleVoid:   `"opened by mistake"`,
	heading:       "Class %d",
	started:       "Opened on %s (roll %s)",
	ended:         "Ended on %s",
	isOpen:        "The roll call is open",
	hours:         "It counts %d hours",
	isVoid:        "It was opened by mistake: it does not count",
	isLost: "WARNING: the server's journal was damaged during this roll call and repaired " +
		"later; students may be missing",
	isUnkept:      "The class keeps no records: this one goes 24 hours after the end",
	isAdded:       "Taken on paper; added on %s%s: %s",
	by:            " by %s",
	missed:        "(%d h missed)",
	corrected:     "corrected: %s → %s on %s%s: %s",
	correctedRoll: "Corrected: %s → %s on %s%s: %s",
	countsHours:   "%d h",
	void:          "does not count",
	onPaper:       "on paper",
	erased:        "data erased",
	unknown:       "Not on the class list: %d",
	totals:        "Present: %d; late: %d; absent: %d; excused: %d; waived: %d",
	listColumns:   "OPENED ON\tHOURS\tP\tL\tA\tE\tW\tNOT ON THE LIST\tROLL",
	noRecords:     "Class %d: no roll call is kept.",
	counted:       "Roll calls that count: %d. %s",
	reportColumns: "NUMBER\tNAME\tHOURS\tMISSED\tFREQUENCY\tOF PLANNED\tMAY MISS\t",
	byClocksOf:    "times are those of the class, in %s",
	rollNow:       "Class %d, roll %s: %s",
	added:         "Class %d: roll call of %[3]s added, with %[2]s (roll %[4]s).",
	students:      texts.Noun{One: "student", Many: "students"},
	badDay:        "%q is not a day: write it as 2026-08-01",
	overAlready: "the class keeps records for %d days, which are over for that lesson: it would " +
		"be erased soon; nothing was written (to keep them for longer: chamada class import " +
		"CLASS --keep DAYS --apply)",
	badTime:         "%q is not a time: write it as \"2026-08-03 08:00\"",
	badPlanned:      "--planned is a number of hours, from 1",
	badVoid:         "--void and --valid are of the whole roll call, and exclude each other",
	badMark:         "%q is not a mark: use P, L, A, E, W or auto",
	nothing:         "nothing to correct: --student and --mark, or --hours, --void or --valid for the whole roll call",
	missingReason:   "the reason is missing: --reason",
	missingStudents: "who was there is missing: --students 042191010,205182055, or --students \"\"",
	point:           ".",

	exportShort: "Writes the kept roll calls and the frequency for spreadsheets, Moodle or paper",
	exportLong: `Writes what became of the kept roll calls of a class, to a new file or to standard output:

  csv     students in rows, roll calls in columns, and the frequency
  xlsx    a workbook with the diary, the summary and the corrections
  json    the records as a whole, for programs
  html    the diary to be printed and signed, A4 landscape
  moodle  one roll call, as Moodle's attendance plugin imports it

Spreadsheets that open a csv take away leading zeros of numbers; the xlsx keeps them.
Roll calls that do not count are only in the corrections of the xlsx, and in the json. The file
is there as a whole or not at all, and nothing is written over.`,
	examplePage:    "diary.html",
	flagFormat:     "the `FORMAT`: csv, xlsx, json, html or moodle (default: that of --out's name, or csv)",
	flagOut:        "writes to this `FILE`, which must not exist (default: standard output)",
	flagMoodleRoll: "for moodle: which `ROLL`, as in list (default: the open one, or the latest)",
	badFormat:      "%q is not a format: use %s",
	badMoodle: "the format moodle is of one roll call, with --roll; --from, --until and --planned " +
		"are of the others",
	badScreen:     "a workbook cannot be shown on a screen: use --out FILE.xlsx",
	exportNothing: "no roll call is kept, nothing was written",
	exportOpen: "WARNING: class %d: the roll call of %s is open; the file has what there was " +
		"until now",
	exportVoid: "WARNING: class %d: the roll call of %s does not count (it is void); Moodle counts " +
		"it once it is imported",
	exportInactive: "WARNING: class %d: marked, but not actively enrolled on that day, and so not " +
		"in the file: %d",
	exportUnknown: "WARNING: class %d: neither on the class list nor in the file: %d",
	exportChanged: "WARNING: class %d: the records changed during the export, and the totals may " +
		"be of another moment; export again",
	exported:       "Class %d: roll calls written to %[3]s: %[2]d.",
	fileExists:     "the file exists already",
	hintFileExists: "nothing is written over: choose another name for --out",
	noFile:         "there is no such file or directory",
	noPermission:   "permission denied",

	purgeShort: "Erases the records of a class before a day (with --apply; only an admin)",
	purgeLong: `Shows how many records of roll calls of the class are of before a day and, with --apply, erases
them with their corrections and the class lists that only they need. There is no way back.
Records of roll calls that the servers still have in memory stay until these leave it.`,
	flagBefore:    "only records of before this `DAY`, such as 2021-08-01",
	flagApply:     "erases; without it only shows",
	missingBefore: "the day is missing: --before 2021-08-01",
	unpurged:      "Nothing was erased: repeat it with --apply",
	wouldPurge:    "Class %d: records that would be erased: %d",
	purged:        "Class %d: records erased: %d",
	purgedDays:    "From %s to %s",
	purgeStay:     "Records that stay for now: %d, of before %s; their roll calls are still in memory",

	states: map[subjects.State]string{
		subjects.StateLocked: "locked", subjects.StateTransferred: "transferred",
		subjects.StateExempt: "exempt",
	},
	waiving: map[string]string{
		"counts": "Waived: the hours count.", "excluded": "Waived: the hours do not count.",
		"mixed": "Waived: the hours count in some roll calls and not in others.",
	},
}
