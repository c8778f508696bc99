package record

import (
	"strings"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// words are all that "chamada record" says to people, in one language. What is formatted takes the
// same in both.
type words struct {
	short, long, showShort, listShort             string
	reportShort, correctShort, addShort           string
	flagRoll, flagFrom, flagUntil, flagPlanned    string
	flagStudent, flagMark, flagHours, flagVoid    string
	flagValid, flagReason, flagRevision           string
	flagStarted, flagEnded, flagStudents          string
	exampleReason, exampleVoid                    string
	heading                                       string // class
	started                                       string // date, roll
	ended, isOpen, hours, isVoid, isLost          string
	isUnkept                                      string
	isAdded                                       string // date, by, reason
	byClocksOf                                    string // zone
	by, missed                                    string
	corrected, correctedRoll                      string // before, after, date, by, reason
	countsHours, void, onPaper, erased            string
	unknown, totals                               string
	listColumns, noRecords                        string
	counted                                       string // roll calls, what is said of the waived
	reportColumns                                 string
	rollNow                                       string // class, roll, what it counts
	added                                         string // class, students, date, roll
	students                                      texts.Noun
	overAlready                                   string // formatted with days
	badDay, badTime, badPlanned, badVoid, badMark string
	nothing, missingReason, missingStudents       string
	point                                         string // of a decimal
	exportShort, exportLong, examplePage          string
	flagFormat, flagOut, flagMoodleRoll           string
	badFormat, badMoodle, badScreen               string
	exportNothing                                 string
	exportOpen, exportVoid                        string // class, date
	exportInactive                                string // class, students
	exportUnknown, exportChanged                  string // class, students
	exported                                      string // class, roll calls, file
	fileExists, hintFileExists                    string
	noFile, noPermission                          string
	purgeShort, purgeLong, flagBefore, flagApply  string
	missingBefore, unpurged                       string
	wouldPurge, purged                            string // class, records
	purgedDays                                    string // first, last
	purgeStay                                     string // records, day

	states  map[subjects.State]string
	waiving map[string]string
}

var languages = texts.NewSet(&portuguese, &english)

// marks are the marks as somebody may type them, in any language.
var marks = map[string]subjects.Mark{
	"p": subjects.MarkPresent, "presente": subjects.MarkPresent, "present": subjects.MarkPresent,
	"at": subjects.MarkLate, "atrasado": subjects.MarkLate, "late": subjects.MarkLate,
	"l": subjects.MarkLate,
	"f": subjects.MarkAbsent, "falta": subjects.MarkAbsent, "absent": subjects.MarkAbsent,
	"a":  subjects.MarkAbsent,
	"fj": subjects.MarkExcused, "justificada": subjects.MarkExcused,
	"excused": subjects.MarkExcused, "e": subjects.MarkExcused,
	"ab": subjects.MarkWaived, "abonada": subjects.MarkWaived, "waived": subjects.MarkWaived,
	"w":    subjects.MarkWaived,
	"auto": "",
}

// mark reads a mark as somebody types it.
func (words) mark(typed string) (subjects.Mark, bool) {
	m, ok := marks[strings.ToLower(typed)]
	return m, ok
}

// decimal is a number with the point of the language.
func (w *words) decimal(number string) string { return strings.Replace(number, ".", w.point, 1) }
