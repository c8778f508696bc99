package web

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

var listEnglish = listWords{
	AbsentTitle: "Absent", UnknownTitle: "Not on the list", PresentTitle: "Present, on the list",
	AsideTitle: "Not counted as absent", NobodyAbsent: "Nobody is missing.",
	AbsentOne: "%d absent", AbsentMany: "%d absent",
	FromListOf:  "%d on the list",
	StrangerOne: "%d not on the list", StrangerMany: "%d not on the list",
	ShowNames: "Show names", HideNames: "Hide names",
	NoNames:  "The names did not come now: what is here may not be the latest.",
	LostSome: "The server's journal was damaged and repaired: presences may be missing.",
	AtCheck:  "At check %d · %d", NotAtCheck: "Not at check %d · %d",
	NumberOrName: "Student number or name",
	NobodyMeant:  "Nobody on the list is like that. Who is not on it is marked by number.",
	WhichMark:    "Who is “%s”? Mark present:", WhichStrike: "Who is “%s”? Strike out:",
	ThisNumber: "%s, not on the list", MoreFound: "And %d more: write more of the name.",

	ClassList: "Class list", ClassLists: "Class lists",
	NoLists:     "No class has a list. With one it is known who is missing.",
	ListOfClass: "See or import the list of class", GoToList: "Open the list",
	NoList: "This class has no list", RollOf: "Roll call",
	OnListOne: "%d student", OnListMany: "%d students", ListOf: "revision %d",
	FromDay: "from %s", UntilDay: "until %s",

	File: "File of the list", FileHint: "CSV or XLSX, with number and name. Nothing is written yet.",
	FileOptions: "Options of the file", NumberColumn: "Column of the number, if several could be",
	NumberWidth: "Digits of a number, to put leading zeros back",
	LeaveOut:    "Who is not in the file leaves", LeaveOutHint: "with yesterday as the last day",
	Compare: "Show what changes", NoFile: "The file of the list is missing: choose a CSV or XLSX.",
	FileTooLarge: "The file is over %d MiB: keep the rows of the list only.",
	FileWrong:    "The file has errors; nothing will be written. Mend it and send it again.",
	FileDoubtful: "There are doubts: look at them before writing.", FileNotes: "It was read so:",
	WidthOf: "send it again with %d digits, in “Options of the file”",

	Changes: "What changes", Comes: "come", Goes: "leave", Changed: "change",
	Stays:      "stay as they are",
	BesideOne:  "%d is not in the file, and stays on the list:",
	BesideMany: "%d are not in the file, and stay on the list:",
	NoChange:   "The list is so already.",
	ManyGo:     "Many people leave: see whether the file is of this class.",
	Write:      "Write the list", WriteSure: "I have looked: write it all the same",
	WriteNot: "No, go back", ListSaved: "The list is written.",
	ListConflict: "The list has changed meanwhile; nothing was written. Send the file again.",
	NotShown:     "It is not known what to write: send the file again.",

	Checks: texts.Checks{
		OnlyAt: "only at check %d", OnlyAtSome: "only at checks %s", And: " and ",
		By: "By check: ", Count: "%d at no. %d",
	},
	States: map[subjects.State]string{
		subjects.StateLocked: "enrolment locked", subjects.StateTransferred: "transferred",
		subjects.StateExempt: "exempt",
	},
	Marks: map[subjects.Mark]string{
		subjects.MarkLate: "late", subjects.MarkExcused: "absence excused",
		subjects.MarkWaived: "absence waived",
	},
}
