package web

var kioskEnglish = kioskWords{
	Title: "Kiosk", Which: "Which class's roll call is at this door?", Open: "Open the kiosk",
	Idle: "Swipe the card or type the student number", Button: "Register presence",
	Other: "Another class",
	OtherDoor: "This is no kiosk's login, and registers nobody else. Teachers log in at /professor; " +
		"students answer by the projector's QR or on the home page.",
	HintNotFound: "Check the address, or go back to the kiosk and type the class's number.",
	Sending:      "…%s: sending", Registered: "…%s: presence registered",
	Already: "…%s: on the list already", Refused: "…%s: presence not registered",
	Queued:      "…%s waiting: not registered",
	WaitingOne:  "%d waiting: not registered",
	WaitingMany: "%d waiting: not registered",
	Retrying:    "No answer from the server. This page keeps trying.",
	LogInAgain:  "This login registers no presences any more. Log in again as a kiosk.",
	Full:        "Too many are waiting: this number was not noted. Call the teacher.",
	Fragile:     "This browser does not keep what is waiting: leave this page open.",
	Missed:      "Not registered after waiting",
	Expired:     "The server did not answer within ten minutes.", Seen: "Seen: clear this list",
}
