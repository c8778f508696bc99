package web

import "github.com/chamada/chamada/clients/texts"

const busyEnglish = "The server is busy; try again in a few seconds."

var english = words{
	Code: "en",

	App: "chamada", OtherLanguage: "Português", OtherCode: "pt",

	Title: "Answer the roll call", Class: "Class", RoomCode: "Code on the projector",
	Number:   "Student number",
	Register: "Register presence", RegisterAs: "I am %s: register", NotMe: "That is not me",
	NumberHint: "Digits only, as on your card.",
	CodeHint:   "Six digits, which change every few seconds.",
	Scanned: "The code was read. Only your number is missing: take your time, the code is " +
		"kept.",
	ShowToTeacher: "Show this page to the teacher if asked.", Again: "Try again",
	Home: "Another presence",

	Registered: "Presence registered", Already: "You were on the list already",
	Refused: "Presence not registered",
	Pending: "Not registered yet, sending…", Retrying: "Not registered yet, trying (time %d)",
	Giving:  "It could not be registered. Call the teacher, who can mark you by hand.",
	Offline: "Not registered yet: no network. This page goes on trying.",
	Receipt: "Receipt", At: "When", OfClass: "Class %v", Ending: "ending in %s",
	CheckNumber: "check %d",
	Reasons: texts.Explanations{
		"not_open": {
			What: "This class has no open roll call.",
			Hint: "Check the number of the class, or wait until the teacher opens it.",
		},
		"full": {What: "The list of this roll call is full.", Hint: "Tell the teacher."},
		"code_missing": {
			What: "This roll call wants the code on the projector.",
			Hint: "Point the camera at the projector, or type the six digits.",
		},
		"code_wrong": {
			What: "This is not the code of the room.",
			Hint: "Check the six digits on the projector and type them again.",
		},
		"code_expired": {What: "This code is over.", Hint: "Point at the projector again."},
		"ticket_wrong": {
			What: "This reading of the code is not of this device.",
			Hint: "Point at the projector again.",
		},
		ticketUnread: {
			What: "The reading of the code could not be understood.",
			Hint: "Point at the projector again, or type the six digits.",
		},
		"ticket_expired": {
			What: "The reading of the code is over.",
			Hint: "Point at the projector again.",
		},
		"struck": {
			What: "The teacher has struck this number out.",
			Hint: "Talk to the teacher.",
		},
		"too_many": {
			What: "Too many wrong codes.",
			Hint: "Use the QR on the projector, or wait some minutes.",
		},
		"no_code": {What: "This roll call has no code.", Hint: "The student number is enough."},
		"upgrading": {
			What: "The server is being upgraded.",
			Hint: "Call the teacher, who can mark you by hand.",
		},
		"forbidden": {
			What: "The page cannot register presences now.",
			Hint: "Tell the teacher, who can mark you by hand.",
		},
		"invalid": {
			What: "The server did not understand the request.",
			Hint: "Check the class, the code and the student number.",
		},
		"unavailable": {
			What: "It is not known yet whether the presence was registered",
			Hint: "The server did not answer in time. Trying again does not register twice.",
		},
		"overloaded": {
			What: "Presence not registered",
			Hint: busyEnglish,
		},
		"no_coordinator": {
			What: "Presence not registered",
			Hint: busyEnglish,
		},
	},
	Teaching: texts.Explanations{
		texts.OtherTeacher: {What: "The class is another teacher's: ask them, or an " +
			"administrator."},
		"not_open":     {What: "This class has no open roll call."},
		"already_open": {What: "The roll call of this class is open already."},
		"invalid_reason": {What: "A reason has 3 to 200 letters, in one line, and nothing was done. " +
			"To strike somebody out, say why; to mark somebody present, it may be left out."},
		"forbidden": {What: "This login may not do that."},
		"unavailable": {
			What: "The server did not answer; whether it was done is unknown. Look at the list.",
		},
		"overloaded":      {What: busyEnglish},
		"no_coordinator":  {What: busyEnglish},
		"too_many_open":   {What: "This login has too many open roll calls: end one of them."},
		"too_many_checks": {What: "This roll call has had nine checks."},
		"older":           {What: "The server is of an older version, which cannot do that."},
		"invalid_class_list": {What: "The server did not take the list; nothing was written. It may be " +
			"too large (900 KiB)."},
		"too_large":  {What: "The list is over 900 KiB; nothing was written."},
		"logged_out": {What: "This login is good no more: log out and in again."},
	},

	BadNumber:      "That is no student number: use digits only, at most 20.",
	BadClass:       "That is no class number.",
	WantsLogin:     "This class wants your own login.",
	HintWantsLogin: "Type the access code that your school gave you; on this phone only once.",
	Busy:           busyEnglish,
	ManyType: "Many are typing the code at the same time, and nothing was registered. Wait some " +
		"seconds and try again, or point the camera at the projector's QR.",

	ForeignOrigin:       "This request came from another site and was not taken",
	HintForeignOrigin:   "Open the page of the roll call and begin anew.",
	NotFound:            "There is no such page",
	HintNotFound:        "Check the address, or point at the projector again.",
	HintNotFoundTeacher: "Check the address, or go back to the classes and choose yours.",
	Encrypted:           "This page opens encrypted only: %s",
	OtherMethod:         "This page does not open by its address",
	HintOtherMethod:     "It only takes forms. Go back to the page before and use the button.",
	Elsewhere:           "The teacher's pages open on this machine only",
	HintElsewhere: "Without logins, open them on the computer that runs chamada serve, at " +
		"http://localhost.",
	OnlyHere: "This roll call has no code, and from other machines than the teacher's only one " +
		"with a code can be answered.",
	HintOnlyHere:   "Ask the teacher to open the roll call with a code.",
	TooLarge:       "What was sent is too large",
	HintTooLarge:   "Nothing was registered. Go back to the page and fill in the form again.",
	BadForm:        "The form has come incomplete",
	HintBadForm:    "Nothing was registered. Go back to the page and send it again.",
	BadReceipt:     "This receipt is not of a server of this roll call",
	HintBadReceipt: "Ask the teacher to look at the list.",

	LogIn: "Log in", Login: "Login", Code_: "Access code", Enter: "Log in", Leave: "Log out",
	BadLogin: "Wrong login or access code.",
	OtherDoor: "This is no teacher's login. Students answer a roll call by the projector's QR or " +
		"on the home page; a kiosk logs in at /kiosk.",
	Classes: "Open roll calls", Open: "Open roll call",
	OpenClass: "Open the roll call of a class",
	WithCode:  "With a code on the projector", EverySeconds: "a new one every %d s",
	End:         "End roll call",
	EndQuestion: "End the roll call of class %d, with %s?", EndYes: "Yes, end it",
	EndNo: "No, go on", Projector: "Projector",
	NextCheck:   "Next check",
	OtherRoll:   "This page was of another roll call, and nothing was done. Below is the one of now.",
	SessionOver: "Your session had ended, and nothing was written. Log in and do it again.",
	WasOpen:     "The roll call of this class was open already: this is it.",
	WasCoded:    "It asks for the code on the projector.",
	WasUncoded: "It asks for no code: it was opened without. For that, end it and open another " +
		"one with a code.",
	Since: "open since %s", PresentOne: "present", PresentMany: "present",
	OpenedOn: "Opened %s", LoadedOne: "%d phone has opened the page",
	NoPhones: "Phones cannot open %s, the address in the QR: it works on this computer only",
	HintNoPhones: "Start the server with --web and this computer's address in the network " +
		"(--web 10.0.0.7:8080), or say with --web-url by which one phones reach it.",
	LoadedNone: "no phone has opened the page yet",
	LoadedMany: "%d phones have opened the page",
	Stale:      "No contact with the server: the code here may be over.", CodeOfRoom: "Code",
	ByHandTitle: "Mark by hand", Mark: "Mark present", Strike: "Strike out", Reason_: "Reason",
	Ended: "Roll call ended", EndedAt: "Ended %s", Nobody: "Nobody yet.", Saved: "Done.",
	Find: "Look in the lists, by number or name", NotFoundHere: "Nobody here is like that.",
	StruckOut:   "Struck out",
	SharedTitle: "Same device",

	NoneOpen: "None, for now.",
	Go:       "Show",
	Types:    "or type at",
	Scan:     "Point the phone's camera here", FullScreen: "Full screen",
	ListTitle: "Who is present",
	Live:      "live", Lost: "no contact, trying",

	listWords:   listEnglish,
	recordWords: recordEnglish,

	Kiosk: kioskEnglish, Crowd: "Many numbers came from this phone: call the teacher.",

	DateFormat: "2 January 2006, 15:04:05", DayFormat: "2 January 2006",
}
