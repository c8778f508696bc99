package subjects

// RecordIndex replies with the kept roll calls of a class.
const RecordIndex = Root + "record.list"

// RecordListRequest asks for the kept roll calls of a class.
type RecordListRequest struct {
	Class Class `json:"class"`
	// From and Until are days of their starts, inclusive; empty: no bound.
	From  Date `json:"from,omitempty"`
	Until Date `json:"until,omitempty"`
	// After is the More of the reply before, whose next part is wanted.
	After string `json:"after,omitempty"`
}

// Records is the reply to [RecordIndex]: the kept roll calls of a class, oldest first.
type Records struct {
	Class    Class         `json:"class"`
	Time     Time          `json:"time"`
	Records  []RecordEntry `json:"records"` // never nil on the wire
	More     string        `json:"more,omitempty"`
	Position Position      `json:"position"`
}

// RecordEntry is one roll call of [Records].
type RecordEntry struct {
	Roll    string `json:"roll"`
	Started Time   `json:"started"`
	Ended   Time   `json:"ended"`
	Day     Date   `json:"day"`            // of its start, in the class's zone
	Zone    string `json:"zone,omitempty"` // an IANA name; empty: an older coordinator does not say
	Hours   int    `json:"hours"`
	Totals  Totals `json:"totals"`
	Unknown int    `json:"unknown"` // students who came and are not on the class list
	Void    bool   `json:"void,omitempty"`
	Added   bool   `json:"added,omitempty"` // it was taken on paper
	// KeptUntil is the last day on which it is kept; empty: nothing erases it by itself.
	KeptUntil Date `json:"kept_until,omitempty"`
}
