package class

import (
	"github.com/chamada/chamada/clients/roster"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

var english = words{
	short: "Class lists: imports, shows, exports and removes them",
	long: `Keeps the list of a class: who is on it, and how its roll calls count. A roll call needs no list;
with one it is known who is missing. With logins only the class's teachers and an admin see
and change it.`,
	importShort: "Compares the list of a class with a file (CSV, XLSX) and, with --apply, writes",
	importLong: `Reads a list ("-" reads standard input) as CSV, the way spreadsheets and the systems of
schools write it, or as XLSX, and shows what it changes of the class list:

  + comes    − leaves    ~ changes    = stays as it is (how many)

Nothing is written without --apply. Who is not in the file stays on the list; with --replace
they leave it, with yesterday for the last day. If more than 5 people leave, or 10 %, it
wants --yes; also if there are doubts, such as a name that is on the list already with the
same number and more leading zeros, which spreadsheets take away (--width puts them back).
If the file has errors it shows them all, by line, and writes nothing. The same file again
changes nothing.

Columns: the student number and the name, as of SIGAA, Moodle and Google Classroom; also
social name, status, from and until, where there are any. The other options change what is
known of the class, and need no file.`,
	exportShort:   "Writes the students of a class as CSV or XLSX, as import reads them",
	showShort:     "Shows the list of a class",
	listShort:     "Shows the classes that have a list",
	removeShort:   "Removes the list of a class (with --apply)",
	file:          "FILE",
	exampleFile:   "class.csv",
	exampleBook:   "class.xlsx",
	flagNumber:    "name of the `COLUMN` of the student number, when it could be more than one",
	flagWidth:     "fill shorter student numbers up to so many `DIGITS` with leading zeros",
	flagYes:       "the doubts were looked at: take it as it is",
	flagApply:     "write; without it only show",
	flagReplace:   "who is not in the file leaves the list",
	flagOut:       "new `FILE` (default: standard output)",
	flagName:      "`NAME` of the class",
	flagTeachers:  "`LOGINS` of the class's teachers, separated by commas",
	flagCodeEvery: "roll calls want a code, a new one every `SECONDS` (10 to 120; 0: none)",
	flagLateAfter: "who comes after so many `MINUTES` is late",
	flagHours:     "how many `HOURS` a roll call counts (1 to 12)",
	flagKeep:      "keep the records: true, false or a number of `DAYS`",
	flagAt:        "`TIME` from when lateness counts, such as 08:00",
	flagZone:      "time zone (`NAME`), such as America/Manaus",
	flagLogin:     "the page wants each student's login, and not only the code of the room",
	flagLateCosts: "being late costs the hours that were missed",
	flagWaived:    "the hours of a waived absence, as a `RULE`: counts or excluded",
	badWidth:      "--width is 1 to 20 digits",
	flagOfFile: "--%s is of a file, and none was given; say which (CSV or XLSX), or - for " +
		"standard input",
	missingFile:    "the list is missing (CSV or XLSX), or - for standard input",
	heading:        "Class %d: students: %d; revision %d, of %s",
	isName:         "Name: %s",
	isBy:           "Put by: %s",
	isTeachers:     "Teachers: %s",
	isCoded:        "Roll calls want a code, a new one every %d s",
	isHours:        "A roll call counts %d hours",
	isLate:         "Late: more than %d min after %s",
	theStart:       "the start of the roll call",
	isKept:         "The records of roll calls are kept",
	isKeptFor:      "The records of roll calls are kept for %d days, and then are erased by themselves",
	nextGoes:       "The next to go is that of the roll call of %s, kept until %s",
	wantsLogin:     "The page wants each student's login",
	isZone:         "Time zone: %s",
	lateCosts:      "Being late costs the hours that were missed",
	waivedExcluded: "The hours of a waived absence do not count",
	isFrom:         "from %s",
	isUntil:        "until %s",
	columns:        "CLASS\tSTUDENTS\tROLL CALL\tNAME",
	open:           "open",
	noClasses:      "No class has a list.",
	wouldRemove:    "Class %d: the list of %s would be removed.",
	removed:        "Class %d: list removed.",
	unwritten:      "nothing was written; to write, repeat with --apply",
	written:        "class %d: list of %s written, revision %d",
	beside:         "not in the file, and stay on the list: %d (%s); to have them leave: --replace",
	manyChanges:    "many people would leave; nothing was written",
	hintManyChanges: "check that the file is that of this class; if it is right as it is, repeat " +
		"with --yes",
	fileExists:     "the file exists already",
	hintFileExists: "nothing is written over: choose another name",
	noFile:         "there is no such file or directory",
	noPermission:   "permission denied",
	badFile:        "the file has errors; nothing was written",
	hintBadFile:    "mend the lines above and repeat",
	doubtful:       "there are doubts; nothing was written",
	hintDoubtful: "mend the file, fill up zeros with --width or, if it is right as it is, " +
		"repeat with --yes",
	warning:  "warning",
	exported: "%s in %s",
	students: texts.Noun{One: "student", Many: "students"},
	states: map[subjects.State]string{
		subjects.StateLocked: "locked", subjects.StateTransferred: "transferred",
		subjects.StateExempt: "exempt",
	},
	roster: roster.Words{
		Student: "student id", Name: "name", Social: "social name", State: "status",
		From: "from", Until: "until", Active: "active", Locked: "locked",
		Transferred: "transferred", Exempt: "exempt",
	},
}
