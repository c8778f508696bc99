package web

// kioskWords are what a kiosk says, in one language.
type kioskWords struct {
	Title, Which, Open, Idle, Button, Other, OtherDoor string
	HintNotFound                                       string
	// Of the entry that was made last; %s is how its number ends.
	Sending, Registered, Already, Refused, Queued string
	// Of those that are waiting; %d is how many.
	WaitingOne, WaitingMany, Retrying, LogInAgain, Full, Fragile string
	// Of those that were refused when nobody stood there any more.
	Missed, Expired, Seen string
}
