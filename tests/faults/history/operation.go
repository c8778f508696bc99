// Package history is what clients asked for and what they were told, with
// the moments of both, and what was broken meanwhile: the evidence that
// checkers judge afterwards.
//
// It judges nothing, and knows nothing of how the service works inside.
package history

import (
	"fmt"
	"strings"
	"time"

	"github.com/chamada/chamada/subjects"
)

// Op is what was asked for.
type Op string

// The operations of the contract.
const (
	Start   Op = "start"
	Present Op = "present"
	List    Op = "list"
	End     Op = "end"
	Code    Op = "code"
	Scan    Op = "scan"
	Check   Op = "check"
	Mark    Op = "mark"
)

// Outcome is what a client knows at the end of an operation.
type Outcome string

// The outcomes. All but the last two are the coordinator's verdict.
const (
	Opened      Outcome = "opened"
	Registered  Outcome = "registered"
	Already     Outcome = "already"
	Listed      Outcome = "listed"
	Ended       Outcome = "ended"
	NotOpen     Outcome = "not_open"
	AlreadyOpen Outcome = "already_open"
	Full        Outcome = "full"

	Coded     Outcome = "coded"      // the code was told
	Ticketed  Outcome = "ticketed"   // a scan has given a ticket
	Checked   Outcome = "checked"    // the next check is open
	StruckOut Outcome = "struck_out" // a mark has struck a student out

	NoCode        Outcome = "no_code"
	CodeMissing   Outcome = "code_missing"
	CodeWrong     Outcome = "code_wrong"
	CodeExpired   Outcome = "code_expired"
	TicketWrong   Outcome = "ticket_wrong"
	TicketExpired Outcome = "ticket_expired"
	Struck        Outcome = "struck" // a presence of somebody who is struck out

	// Nothing: no try reached a coordinator that took it. It has no effect.
	Nothing Outcome = "nothing"
	// Unknown: time was over without a verdict. It may take effect at any
	// moment after it was invoked, or never.
	Unknown Outcome = "unknown"
)

// Effective tells whether the outcome says that the operation changed
// something, now or, under the same id, before.
func (o Outcome) Effective() bool {
	switch o {
	case Opened, Registered, Ended, Checked, StruckOut:
		return true
	default:
		return false
	}
}

// Lists tells whether the reply has the students of a roll.
func (o Outcome) Lists() bool { return o == Listed || o == Ended }

// Operation is one operation of a client, all tries together.
type Operation struct {
	Client  int              `json:"client"`
	Op      Op               `json:"op"`
	Class   subjects.Class   `json:"class"`
	Student subjects.Student `json:"student,omitempty"`
	ID      string           `json:"id"`
	// What a start, a presence, a scan and a mark may say besides.
	Every  int    `json:"every,omitempty"` // seconds for which a code is the newest
	Code   string `json:"code,omitempty"`
	Ticket string `json:"ticket,omitempty"`
	Device string `json:"device,omitempty"`
	Strike bool   `json:"strike,omitempty"` // of a mark: out, and not in
	// of a roll too large to be searched as a whole
	Large bool `json:"large,omitempty"`

	// When, since the history began, by one clock for all clients.
	Invoked  time.Duration `json:"invoked"`
	Returned time.Duration `json:"returned"`
	Tries    int           `json:"tries"`
	// why there was no answer yet, second by second
	Waited []string `json:"waited,omitempty"`

	Outcome  Outcome            `json:"outcome"`
	Roll     string             `json:"roll,omitempty"`
	Time     subjects.Time      `json:"time,omitzero"`
	Started  subjects.Time      `json:"started,omitzero"`  // of the roll listed or ended
	Students []subjects.Student `json:"students,omitzero"` // listed or ended
	Check    int                `json:"check,omitempty"`   // zero: the reply speaks of none
	Given    string             `json:"given,omitempty"`   // the code or the ticket
	Position subjects.Position  `json:"position,omitzero"`
	Reply    string             `json:"reply,omitempty"` // a digest of the bytes
	Error    string             `json:"error,omitempty"` // in words, without a verdict
}

// asked is the operation's name, for people.
func (o Operation) asked() string {
	if o.Strike {
		return string(o.Op) + " out"
	}
	return string(o.Op)
}

// String is the operation on one line, for people.
func (o Operation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "[%9.3f %9.3f] client %-3d %s %d", o.Invoked.Seconds(), o.Returned.Seconds(),
		o.Client, o.asked(), o.Class)
	if o.Student != "" {
		fmt.Fprintf(&b, " %s", o.Student)
	}
	fmt.Fprintf(&b, " -> %s", o.Outcome)
	if !o.Position.IsZero() {
		fmt.Fprintf(&b, " at %s", o.Position)
	}
	if o.Roll != "" {
		fmt.Fprintf(&b, " roll %s", o.Roll)
	}
	if o.Check != 0 {
		fmt.Fprintf(&b, " check %d", o.Check)
	}
	for _, proof := range []string{o.Code, o.Ticket, o.Device, o.Given} {
		if proof != "" {
			fmt.Fprintf(&b, " %.11s", proof)
		}
	}
	if o.Students != nil {
		fmt.Fprintf(&b, " %d students", len(o.Students))
	}
	fmt.Fprintf(&b, " (id %s, %d tries)", o.ID, o.Tries)
	if o.Error != "" {
		fmt.Fprintf(&b, " %s", o.Error)
	}
	return b.String()
}

// Fault is something that was broken for a while.
type Fault struct {
	Kind     string        `json:"kind"`
	Nodes    []string      `json:"nodes"`
	Leader   bool          `json:"leader"` // one of them led the journal
	Began    time.Duration `json:"began"`
	Healed   time.Duration `json:"healed"`   // when nothing was broken any more
	Well     time.Duration `json:"well"`     // when all nodes said that they were healthy again
	Happened bool          `json:"happened"` // the machine shows that it did
	Evidence string        `json:"evidence"` // what shows it
	Last     string        `json:"last"`     // what was the last to become well
}

// String is the fault on one line, for people.
func (f Fault) String() string {
	role := ""
	if f.Leader {
		role = ", the leader's"
	}
	return fmt.Sprintf("[%9.3f %9.3f, well at %.3f] %s of %s%s: %s; last: %s", f.Began.Seconds(),
		f.Healed.Seconds(),
		f.Well.Seconds(), f.Kind, strings.Join(f.Nodes, " and "), role, f.Evidence, f.Last)
}
