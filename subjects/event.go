package subjects

// Arrivals is the event of one or several presences in a class.
type Arrivals struct {
	Class     Class           `json:"class"`
	Roll      string          `json:"roll"`
	Presences []EventPresence `json:"presences"`
}

// EventPresence is one student's presence in [Arrivals].
type EventPresence struct {
	Student  Student  `json:"student"`
	Time     Time     `json:"time"`
	Position Position `json:"position"`
}

// Ended is the event that a roll call has ended.
type Ended struct {
	Class    Class    `json:"class"`
	Roll     string   `json:"roll"`
	Time     Time     `json:"time"`
	Position Position `json:"position"`
	Count    int      `json:"count"` // students present
}
