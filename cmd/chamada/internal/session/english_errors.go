package session

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// Hints that several errors have.
const (
	codeEnglish  = "enter the code that is on the projector now"
	againEnglish = "try again: repeating does not register twice"
	openEnglish  = "see who is present with list, end it with end"
)

var englishErrors = texts.Explanations{
	subjects.NoRecord: {
		What: "there is no such record",
		Hint: "see which there are with: chamada record list; who is not on the class list is put there first",
	},
	subjects.NotKept: {
		What: "the class keeps no records",
		Hint: "while the roll call is open mark with: chamada teacher mark; to keep the next ones: " +
			"chamada class import CLASS --keep true --apply",
	},
	subjects.TooManyCorrections: {
		What: "there are as many corrections as there may be",
		Hint: "ask whoever runs the system",
	},
	subjects.NotOpen: {
		What: "there is no open roll call",
		Hint: "check the number of the class, and that the teacher has opened the roll call",
	},
	subjects.Full:        {What: "the roll is full", Hint: "tell the teacher"},
	subjects.CodeMissing: {What: "the roll call wants the code of the room", Hint: codeEnglish},
	subjects.CodeWrong:   {What: "the code is wrong", Hint: codeEnglish},
	subjects.CodeExpired: {
		What: "the code has changed since",
		Hint: "look at the projector again and enter the code of now",
	},
	subjects.TicketWrong:   {What: "that scan of the code is not good here", Hint: codeEnglish},
	subjects.TicketExpired: {What: "that scan of the code is too old", Hint: codeEnglish},
	subjects.TooMany: {
		What: "there were too many wrong codes",
		Hint: "scan the QR on the projector, or ask the teacher",
	},
	subjects.Struck: {
		What: "the teacher has struck this student out",
		Hint: "ask the teacher",
	},
	subjects.NoCode: {
		What: "the roll call has no code",
		Hint: "open the next one with --code-every 30",
	},
	subjects.TooManyChecks: {
		What: "the roll call has had nine checks",
		Hint: "end it and open another",
	},
	subjects.NoClass: {
		What: "there is no list of this class",
		Hint: "import one with: chamada class import CLASS FILE --apply",
	},
	subjects.Conflict: {
		What: "somebody else has changed the list or the record meanwhile, and nothing was written",
		Hint: "repeat the command, without --revision: it reads what is there now",
	},
	subjects.Upgrading: {
		What: "the servers still write an earlier version of the journal, and nothing was done",
		Hint: "ask an admin to run: chamada journal raise",
	},
	subjects.Open: {What: "the student is in an open roll call, and nothing was erased",
		Hint: "end the roll call and repeat the command"},
	subjects.TooLarge: {
		What: "this is too large: the list of a class is 900 KiB at most; nothing was done",
		Hint: "leave only the students of this class on the list",
	},
	subjects.AlreadyOpen: {What: "the roll call is open already", Hint: openEnglish},
	texts.OpenSince:      {What: "the roll call is open already since %s", Hint: openEnglish},
	texts.Forgotten: {
		What: "the roll call opened on %s takes no presences any more: 12 hours have passed",
		Hint: openEnglish,
	},
	subjects.TooManyOpen: {
		What: "this login has too many open roll calls, and none was opened",
		Hint: "end one of them; see them with: chamada teacher open",
	},
	texts.MayNotTeach: {
		What: "you may not open, list or end roll calls with this login",
		Hint: "log in as a teacher: --user LOGIN",
	},
	texts.MayNotAttend: {
		What: "you may not register presences with this login",
		Hint: "log in as a student: --user NUMBER",
	},
	texts.OtherTeacher: {
		What: "you may not: the roll call is another teacher's",
		Hint: "only who opened it, another teacher of the class or an admin may list and end it",
	},
	texts.OtherStudent: {
		What: "you may only register your own presence",
		Hint: "the login is the student number: leave --student out",
	},
	texts.Deaf: {
		What: "you may not receive replies with this login",
		Hint: "check the context's inbox_prefix: it must be _INBOX.LOGIN",
	},
	texts.LoggedOut: {
		What: "this login is good no more: it was removed or has a new code, or is shut out for a " +
			"minute because it has sent too much",
		Hint: "log in again with the new code or, if it is the same, in a minute; the server's log " +
			"tells an admin which it was",
	},
	texts.Invalid: {
		What: "the server did not understand the request",
		Hint: "check what you typed; a login that is no student's must give the student number",
	},
	subjects.Overloaded: {What: "the server is overloaded; nothing was done", Hint: againEnglish},
	texts.Foreign: {
		What: "only another service has answered, in the server's place; whether the request " +
			"counted is unknown",
		Hint: "tell whoever runs the system: a stream or another service of NATS uses the " +
			"subjects chamada.teacher and chamada.student",
	},
	texts.Older: {
		What: "the server is older than this program and cannot give that list",
		Hint: "tell whoever runs the system: the server is yet to be upgraded",
	},
	subjects.Unavailable: {
		What: "no answer in time; whether the request counted is unknown",
		Hint: againEnglish,
	},
	texts.Interrupted: {What: "interrupted"},
	texts.NoCoordinator: {
		What: "the server did not answer; nothing was done",
		Hint: "check that the server is up (chamada serve)",
	},
}

// englishTeacherErrors are what only who teaches is told otherwise.
var englishTeacherErrors = texts.Explanations{
	texts.Invalid: {
		What: "the server did not understand the request",
		Hint: "check the number of the class and the flags",
	},
	subjects.Overloaded: {
		What: "the server is overloaded; nothing was done",
		Hint: "try again: nothing is lost",
	},
	subjects.Unavailable: {
		What: "no answer in time; whether the request counted is unknown",
		Hint: "try again: nothing is lost",
	},
}

// englishClassErrors are what is told otherwise of class lists and records.
var englishClassErrors = texts.Explanations{
	texts.OtherTeacher: {
		What: "you may not: the class is another teacher's",
		Hint: "its teachers stand in its list; any of them, or an admin, can add you",
	},
}
