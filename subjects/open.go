package subjects

// OpenRolls is the reply to [TeacherOpen]: the roll calls that take presences and
// that the asker may list. One that takes none any more, 12 hours after its
// start, is not open; its list waits for an end.
type OpenRolls struct {
	Time  Time       `json:"time"`
	Rolls []OpenRoll `json:"rolls"` // by class, never nil on the wire
	// More is there when the reply would have been larger than [MaxReply]: the next
	// part is had with it as [OpenRequest.After]. All parts are of one state.
	More     string   `json:"more,omitempty"`
	Position Position `json:"position"` // all that happened up to here is in it
}

// OpenRoll is one of [OpenRolls].
type OpenRoll struct {
	Class   Class   `json:"class"`
	Roll    string  `json:"roll"`
	Started Time    `json:"started"`
	Count   int     `json:"count"`             // students present
	Teacher Teacher `json:"teacher,omitempty"` // who started it, where there are logins
}
