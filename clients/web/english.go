package web

import "github.com/chamada/chamada/subjects"

var english = Language{
	Code: "en",

	App: "chamada", OtherLanguage: "Português", OtherCode: "pt",

	Title: "Answer the roll call", Class: "Class", RoomCode: "Code on the projector", Number: "Student number",
	Register: "Register presence", RegisterAs: "I am %s: register", NotMe: "That is not me",
	NumberHint: "Digits only, as on your card.", CodeHint: "Six digits, which change every few seconds.",
	Scanned:       "The code was read. Only your number is missing: take your time, the code is kept.",
	ShowToTeacher: "Show this page to the teacher if asked.", Again: "Try again", Home: "Another presence",

	Registered: "Presence registered", Already: "You were on the list already", Refused: "Presence not registered",
	Pending: "Not registered yet, sending…", Retrying: "Not registered yet, trying (time %d)",
	Giving:  "It could not be registered. Call the teacher, who can mark you by hand.",
	Offline: "No network. This page goes on trying.",
	Receipt: "Receipt", At: "When", OfClass: "Class %v", Ending: "ending in %s", CheckNumber: "check %d",
	Reasons: map[subjects.Code]Reason{
		"not_open":       {"This class has no open roll call.", "Check the number of the class, or wait until the teacher opens it."},
		"full":           {"The list of this roll call is full.", "Tell the teacher."},
		"code_missing":   {"This roll call wants the code on the projector.", "Point the camera at the projector, or type the six digits."},
		"code_wrong":     {"This is not the code of the room.", "Check the six digits on the projector and type them again."},
		"code_expired":   {"This code is over.", "Point at the projector again."},
		"ticket_wrong":   {"This reading of the code is not of this device.", "Point at the projector again."},
		"ticket_expired": {"The reading of the code is over.", "Point at the projector again."},
		"struck":         {"The teacher has struck this number out.", "Talk to the teacher."},
		"too_many":       {"Too many wrong codes.", "Use the QR on the projector, or wait a minute."},
		"no_code":        {"This roll call has no code.", "The student number is enough."},
		"upgrading":      {"The server is being upgraded.", "Call the teacher, who can mark you by hand."},
	},
	Unknown: "It is not known yet whether the presence was registered", HintUnknown: "The server did not answer in time. Trying again does not register twice.",
	BadNumber: "That is no student number: use digits only, at most 20.", BadClass: "That is no class number.",
	Busy: "The server is busy; try again in a few seconds.",

	ForeignOrigin: "This request came from another site and was not taken", HintForeignOrigin: "Open the page of the roll call and begin anew.",
	NotFound: "There is no such page", HintNotFound: "Check the address, or point at the projector again.",
	Elsewhere: "The teacher's pages open on this machine only", HintElsewhere: "Without logins, open them on the computer that runs chamada serve, at http://localhost.",
	OnlyHere: "This roll call has no code, and from other machines than the teacher's only one with a code can be answered.", HintOnlyHere: "Ask the teacher to open the roll call with a code.",
	TooLarge: "What was sent is too large", BadReceipt: "This receipt is not of a server of this roll call", HintBadReceipt: "Ask the teacher to look at the list.",

	LogIn: "Log in", Login: "Login", Code_: "Access code", Enter: "Log in", Leave: "Log out",
	BadLogin: "Wrong login or access code.", Classes: "Open roll calls", Open: "Open roll call", OpenClass: "Open the roll call of a class",
	WithCode: "With a code on the projector", EverySeconds: "a new one every %d s", End: "End roll call",
	EndQuestion: "End the roll call of class %d, with %s?", EndYes: "Yes, end it", EndNo: "No, go on", Projector: "Projector",
	NextCheck: "Next check", Since: "open since %s", PresentOne: "present", PresentMany: "present",
	OpenedOn: "Opened %s", LoadedOne: "%d phone has opened the page", LoadedMany: "%d phones have opened the page",
	Stale: "No contact with the server: the code here may be over.", CodeOfRoom: "Code",
	ByHandTitle: "Mark by hand", Mark: "Mark present", Strike: "Strike out", Reason_: "Reason",
	Ended: "Roll call ended", EndedAt: "Ended %s", Nobody: "Nobody yet.", Saved: "Done.", StruckOut: "Struck out",
	SharedTitle: "Same device", NotOpen: "This class has no open roll call.", AlreadyOpen: "The roll call of this class is open already.",
	Forbidden: "This login may not do that.", Unavailable: "The server did not answer; whether it was done is unknown. Look at the list.",
	NoneOpen:  "None, for now.",
	BadReason: "To strike somebody out, say why, in 3 to 200 letters.", Go: "Show", Types: "or type at",
	Scan: "Point the phone's camera here", FullScreen: "Full screen", ListTitle: "Who is present", Live: "live", Lost: "no contact, trying",

	DateFormat: "2 January 2006, 15:04:05",
}
