package web

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// listWords are what the pages say of class lists and of who is on them, in one language.
type listWords struct {
	// Of a roll call. %d is how many.
	AbsentTitle, UnknownTitle, PresentTitle, AsideTitle, NobodyAbsent string
	AbsentOne, AbsentMany, StrangerOne, StrangerMany, FromListOf      string
	ShowNames, HideNames, NoNames, LostSome                           string
	AtCheck, NotAtCheck                                               string // which, how many
	NumberOrName, NobodyMeant, WhichMark, WhichStrike                 string
	ThisNumber, MoreFound                                             string

	// Of a class list.
	ClassList, ClassLists, NoLists, ListOfClass, GoToList, NoList, RollOf string
	OnListOne, OnListMany, ListOf, FromDay, UntilDay                      string
	// Of a file that was sent.
	File, FileHint, FileOptions, NumberColumn, NumberWidth, LeaveOut string
	LeaveOutHint, Compare, NoFile, FileTooLarge, FileWrong           string
	FileDoubtful, FileNotes, WidthOf                                 string
	// Of what it changes.
	Changes, Comes, Goes, Changed, Stays, BesideOne, BesideMany, NoChange string
	ManyGo, Write, WriteSure, WriteNot, ListSaved, ListConflict, NotShown string

	Checks texts.Checks
	States map[subjects.State]string
	Marks  map[subjects.Mark]string // those that are said beside a name
	Found  map[error]string         // what is missing speaks for itself
}

// counted is a text for one or for many.
func (l *words) counted(n int, one, many string) string {
	if n == 1 {
		return l.say(one, n)
	}
	return l.say(many, n)
}

// Missing counts who is absent.
func (l *words) Missing(n int) string { return l.counted(n, l.AbsentOne, l.AbsentMany) }

// Strangers counts who came and is on no list.
func (l *words) Strangers(n int) string { return l.counted(n, l.StrangerOne, l.StrangerMany) }

// FromList counts who is present and on the list.
func (l *words) FromList(n int) string { return l.say(l.FromListOf, n) }

// OnList counts who is on a list.
func (l *words) OnList(n int) string { return l.counted(n, l.OnListOne, l.OnListMany) }

// Besides counts who is on the list and not in the file.
func (l *words) Besides(n int) string { return l.counted(n, l.BesideOne, l.BesideMany) }

// Part is the title of n students who were at a check, or were not: with a sign, for who sees no
// colours.
func (l *words) Part(check int, out bool, n int) string {
	if out {
		return "! " + l.say(l.NotAtCheck, check, n)
	}
	return "✓ " + l.say(l.AtCheck, check, n)
}

// Standing is what is said of a student beside the name, mostly nothing.
func (l *words) Standing(line subjects.RecordLine) string {
	if mark := l.Marks[line.Mark]; mark != "" {
		return mark
	}
	return l.States[line.State]
}
