package rollcall

// Limits and lifetimes of room codes, checks and marks.
const (
	// MinEvery and MaxEvery bound how often there is a new code, in seconds.
	MinEvery, MaxEvery = 10, 120
	// MaxChecks is how many checks a roll has at most.
	MaxChecks = 9
	// TicketFor is how long after the scan a ticket is good.
	TicketFor = Age(180 * second)
	// ExpiredFor is how long a code that was right is told from a wrong one.
	ExpiredFor = Age(900 * second)
	// ahead is how long before its time the next code is accepted.
	ahead = Age(2 * second)
	// MaxChanges is how many checks and strikes of a roll are repeated to who asks again.
	MaxChanges = 32
)

// Secret is a roll's key, from which its codes and tickets are made. Whoever has it needs
// not be in the room, so it does not print.
type Secret [32]byte

// String hides it, from logs most of all.
func (Secret) String() string { return "(secret)" }

// GoString hides it.
func (Secret) GoString() string { return "(secret)" }

// Asked is what only few commands have.
type Asked struct {
	Every  int    // of Start: seconds from one code to the next; zero: without a code
	Secret Secret // of Start with Every: drawn by who received it
	Code   string // of Present and Scan: without spaces and hyphens, in capitals; empty: none
	Ticket string // of Present; empty: none
	Device string // of Present and Scan: where the request comes from; empty: not said
	Kiosk  string // of Present: the login of the kiosk that registers; it needs no code
	Strike bool   // of Mark: strikes the student out
	Reason string // of Mark
}

var nothingAsked = new(Asked)

// asked is c.Asked, or nothing.
func (c *Command) asked() *Asked {
	if c.Asked == nil {
		return nothingAsked
	}
	return c.Asked
}

// Told is what only few outcomes say.
type Told struct {
	Every int // of Opened: seconds from one code to the next
	// of a presence that counts for a later check than the first, and of Coded, Ticketed and
	// Checked
	Check   int
	Scanned Time   // of a presence with a ticket: when the code was scanned
	Marked  bool   // of Registered: by the teacher's hand; of the first time only
	By      string // the login of the kiosk or teacher who has registered, or struck out
	Code    string // of Coded: six digits
	QR      string // of Coded: the same, and five characters
	TTL     Age    // of Coded and Ticketed: for how long
	Ticket  string // of Ticketed

	// Of Listed and Ended with detail.
	Checks int         // how many there were, if more than one
	Each   []Each      // of each of the Arrivals
	Shared [][]Student // those who came from one device, in order of arrival
	Struck []Strike    // those who are struck out, in the order of that
}

// Each is what a list in detail says of a presence beside its time.
type Each struct {
	Checks  uint16 // bit n: for check n+1
	Scanned Time   // zero: without a ticket
	By      string
}

// Strike is a student who is struck out.
type Strike struct {
	Student Student
	Time    Time
	By      string
	Reason  string
}
