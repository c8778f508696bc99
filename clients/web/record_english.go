package web

var recordEnglish = recordWords{
	Semester: "Term", SemesterOf: "Term of class %v",
	ListShort: "List", From: "From", Until: "Until",
	Planned: "Planned hours", PlannedHint: "of the whole term, if known",
	ShowDays: "Show", Table: "Students and roll calls", StudentColumn: "Student",
	Missed: "Missed", Frequency: "Attendance", OfPlanned: "Of planned",
	MayMiss: "May still miss", ChooseDays: "Days and planned hours", Hours_: "%d h",
	NotExpected: "not expected", NotListed: "came, not on the list",
	DataErased: "data erased",
	RollOne:    "%d roll call", RollMany: "%d roll calls",
	OverOne: "%d student is over the limit", OverMany: "%d students are over the limit",
	NearOne: "%d student is near the limit", NearMany: "%d students are near the limit",
	NoRecords: "No roll call was kept in these days.",
	CutTable: "The table shows the latest %d roll calls; %d older ones are in the files and in the " +
		"totals. To see them here, choose the days.",
	VoidTitle: "Do not count", RecordsChanged: "Somebody changed the records while this page was " +
		"made: reload it to see the table and the totals of one moment.",
	LostRecord: "The server's journal was damaged during this roll call and repaired later: " +
		"students may be missing.",
	NotKept: "This class keeps no roll calls: each is gone a day after its end.",
	NoListYet: "This class has no list yet. Import one: without it nobody is known to be missing, " +
		"and nothing is kept.",
	Keep:     "Keep the roll calls of this class",
	KeepHint: "Holds for roll calls that are opened from now on.",
	Kept:     "The next roll calls will be kept.", HoursOfLesson: "Hours of a lesson",
	Downloads: "Download", Diary: "Diary to print",
	DownloadsHint:     "Of the days chosen. The XLSX keeps the leading zeros of students' numbers.",
	NothingToDownload: "No roll call was kept in these days",

	Record: "Record of the roll call", Day: "Roll call of %s", Counts: "counts %d h",
	DoesNotCount: "does not count", TakenBy: "opened by %s",
	OnPaper: "Taken on paper; added at %s%s: %s",
	ForGood: "Corrections stand beside what was; nothing is erased.",
	ForADay: "This class keeps no roll calls: this record is gone a day after its end, and cannot " +
		"be corrected.",
	Correct: "Correct", CorrectOf: "Correct: %s", CorrectRoll: "Correct the whole roll call",
	NewMark: "Mark", Computed: "the one that was computed", HoursMissed: "Hours missed",
	HoursMissedHint: "empty: those that go with the mark", Reason3: "Reason",
	ReasonHint: "3 to 200 characters; never a diagnosis", Save: "Save the correction",
	RollCounts: "The roll call", NowIs: "Now: %s",
	Conflict: "The record has changed since you opened it, and nothing was saved. What you typed is " +
		"still below: check it and save again.",
	History: "%s → %s · %s%s: %s", ByWhom: " by %s",
	StillOpen:   "The roll call is open: this is how it is now.",
	MoodleFile:  "File for Moodle",
	NotInMoodle: "Not in the file, for not being on the list: %d.",
	InactiveInMoodle: "Not in the file, though marked, for not being actively enrolled on that " +
		"day: %d.",
	VoidInMoodle: "This roll call does not count, but Moodle counts the file once it is imported.",

	Paper: "Lesson on paper", PaperOf: "Lesson on paper · Class %v", Started: "Start",
	Ended_: "End", WhoWasThere: "Who was there", Others: "Other numbers",
	OthersHint: "of who came and is not on the list", AddPaper: "Add the lesson",
	PaperIntro: "A roll call that was taken without the program goes into the term like the others, " +
		"with a note of who added it. Nobody is late in it.",

	Own:      "My absences",
	OwnIntro: "What is recorded of you, lesson by lesson. Only you see this page.",
	OwnClass: "Number of the class", ShowOwn: "See my absences",
	OwnNone:      "Nothing is kept of you in this class.",
	OwnMissedOne: "%d hour missed", OwnMissedMany: "%d hours missed",
	OwnNoLogins:     "There are no logins here, and without them nobody knows who asks",
	HintOwnNoLogins: "Ask the teacher to show you your record.",
	OnDay:           "Day",
	NotStudent:      "This login is not a student's: log in with yours.",

	RecordErrors: map[string]string{
		"reason": "Say why, with 3 to 200 characters.",
		fieldOver: "The class keeps records for fewer days than have gone by since that lesson: " +
			"it would be erased soon. Nothing was written.",
		"hours":                "Hours are a number: of a lesson 1 to 12; missed, 0 to what the lesson counts.",
		"mark":                 "Choose one of the marks.",
		"started":              "The start is a day and an hour in the past.",
		"ended":                "The end is after the start, by less than a day, and in the past.",
		"students":             "Other numbers are students' numbers, with spaces between them.",
		"student":              "This student is not on that day's list: there is no mark to correct.",
		"from":                 "The first day is no day of the calendar.",
		"until":                "The last day is no day of the calendar, or is before the first.",
		"planned":              "Planned hours are a number, from 1.",
		"revision":             "It is not known which record was seen: open it again.",
		"conflict":             "The class has changed meanwhile, and nothing was saved: check and save again.",
		"not_kept":             "This class has not kept this roll call: it cannot be corrected.",
		"no_record":            "There is no record of this roll call: it was never kept, or is erased by now.",
		"no_class":             "This class has no list: import one.",
		"too_many_corrections": "There are 50 corrections here, and no more may be.",
		"forbidden": "This class is another teacher's: only who is among its teachers, or an admin, " +
			"sees and corrects its records.",
	},
	DayMonth: "01-02", DayYear: "2006-01-02", Minute: "2006-01-02 15:04",
}
