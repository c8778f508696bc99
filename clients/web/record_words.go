package web

import (
	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// recordWords are what the pages say of kept roll calls, in one language.
type recordWords struct {
	// Of a semester. %d is how many.
	Semester, SemesterOf, ListShort, From, Until, Planned, PlannedHint, ShowDays string
	Table, StudentColumn, Missed, Frequency, OfPlanned, MayMiss                  string
	ChooseDays, Hours_, NotExpected, NotListed, DataErased                       string
	RollOne, RollMany, OverOne, OverMany, NearOne, NearMany                      string
	NoRecords, CutTable, VoidTitle, RecordsChanged, LostRecord                   string
	NotKept, NoListYet, Keep, KeepHint, Kept, HoursOfLesson                      string
	Downloads, Diary, DownloadsHint, NothingToDownload                           string

	// Of one roll call.
	Record, Day, Counts, DoesNotCount, TakenBy, OnPaper, ForGood, ForADay string
	Correct, CorrectOf, CorrectRoll, NewMark, Computed, HoursMissed       string
	HoursMissedHint, Reason3, ReasonHint, Save, RollCounts, NowIs         string
	Conflict, History, ByWhom, StillOpen, MoodleFile, NotInMoodle         string
	InactiveInMoodle, VoidInMoodle                                        string

	// Of one on paper.
	Paper, PaperOf, Started, Ended_, WhoWasThere, Others, OthersHint string
	AddPaper, PaperIntro                                             string

	// Of a student's own.
	Own, OwnIntro, OwnClass, ShowOwn, OwnNone, OwnMissedOne        string
	OwnMissedMany, OwnNoLogins, HintOwnNoLogins, OnDay, NotStudent string

	// RecordErrors are said of errors by their code, and of a malformed field by its name.
	RecordErrors map[string]string

	DayMonth, DayYear, Minute string // of package time
}

// language is that of the words.
func (l *words) language() texts.Language {
	language, _ := texts.Parse(l.Code)
	return language
}

// Sign is a mark as teachers write it.
func (l *words) Sign(m subjects.Mark) string { return export.Sign(l.language(), m) }

// Meaning is what a mark is called.
func (l *words) Meaning(m subjects.Mark) string { return export.Meaning(l.language(), m) }

// AllMarks are the marks, in the order in which people are used to them.
func (l *words) AllMarks() []subjects.Mark { return subjects.Marks }

// Percent is a share, "—" where no hours were given.
func (l *words) Percent(p *string) string {
	said := export.Percent(l.language(), p)
	if p != nil {
		said += " %"
	}
	return said
}

// alertSigns stand before what is said of absences, for who sees no colours.
var alertSigns = map[subjects.Alert]string{
	subjects.AlertOver: "✕ ", subjects.AlertNear: "! ", subjects.AlertHalf: "½ ",
}

// Alert is what is to be said of a student's absences, mostly nothing.
func (l *words) Alert(b *subjects.ReportLine) string {
	return alertSigns[b.Alert] + export.Alert(l.language(), b)
}

// Waived is what becomes of waived absences.
func (l *words) Waived(waived string) string { return export.Waived(l.language(), waived) }

// RollCalls counts the roll calls that count.
func (l *words) RollCalls(n int) string { return l.counted(n, l.RollOne, l.RollMany) }

// Over counts students who have missed too much.
func (l *words) Over(n int) string { return l.counted(n, l.OverOne, l.OverMany) }

// Near counts students who have missed nearly too much.
func (l *words) Near(n int) string { return l.counted(n, l.NearOne, l.NearMany) }

// OwnMissed counts the hours that a student has missed.
func (l *words) OwnMissed(n int) string { return l.counted(n, l.OwnMissedOne, l.OwnMissedMany) }

// State is what a roll call counts.
func (l *words) State(s subjects.RollState) string {
	if s.Void {
		return l.DoesNotCount
	}
	return l.say(l.Counts, s.Hours)
}

// By is who has done something, where that is known.
func (l *words) By(who subjects.Teacher) string {
	if who == "" {
		return ""
	}
	return l.say(l.ByWhom, who)
}
