package check

import (
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// origin is for what a code or a ticket was given.
type origin struct {
	roll   string
	check  int
	device string // that a ticket is bound to
	// brief says that the next check was opened at once. By the journal's age, which each
	// replica tells a little differently, this one may have had no time at all, and so no code:
	// then what was shown in it is wrong, and not expired.
	brief bool
}

// atOnce is more than the ages that replicas tell at one moment differ by.
const atOnce = subjects.Time(100)

// openings is when each check of each roll was opened.
func openings(operations []history.Operation) map[origin]subjects.Time {
	at := make(map[origin]subjects.Time)
	for _, o := range operations {
		switch o.Outcome {
		case history.Opened:
			at[origin{roll: o.Roll, check: 1}] = o.Time
		case history.Checked:
			at[origin{roll: o.Roll, check: o.Check}] = o.Time
		}
	}
	return at
}

// proofs are the codes and tickets that were given, by their text. No checker knows how
// they are made: whatever nobody was given is wrong. Histories are shorter than the two
// minutes for which a code is good, so that nothing in them expires by time.
type proofs map[string]origin

// given gathers the proofs of a history. The violations are texts that stand for two things.
func given(operations []history.Operation) (proofs, []Violation) {
	p, first, opened := make(proofs), make(map[string]history.Operation), openings(operations)
	var twice []Violation
	for _, o := range operations {
		if o.Given == "" {
			continue
		}
		from := origin{roll: o.Roll, check: o.Check}
		next, over := opened[origin{roll: o.Roll, check: o.Check + 1}]
		from.brief = over && next-opened[from] < atOnce
		if o.Op == history.Scan {
			from.device = o.Device
		}
		if other, ok := p[o.Given]; ok && other != from {
			twice = append(twice, Violation{What: "one code or ticket was given for two things",
				Operations: []history.Operation{first[o.Given], o}})
		}
		p[o.Given], first[o.Given] = from, o
	}
	return p, twice
}

// admit says for which check a presence or a scan counts in a roll that wants a code, or
// why it does not; open is the check that is open.
func (p proofs) admit(o history.Operation, roll string, open int) (check int, no history.Outcome) {
	ticket, ok := p[o.Ticket]
	if ok && ticket.roll == roll && (ticket.device == "" || ticket.device == o.Device) {
		return ticket.check, ""
	}
	no = p.judgeCode(o.Code, roll, open)
	if no == history.CodeExpired && p[o.Code].brief && o.Outcome == history.CodeWrong {
		no = o.Outcome
	}
	if no == history.CodeMissing && o.Ticket != "" {
		no = history.TicketWrong
	}
	return open, no
}

func (p proofs) judgeCode(code, roll string, open int) (no history.Outcome) {
	from, ok := p[code]
	switch {
	case code == "":
		return history.CodeMissing
	case !ok || from.roll != roll || from.check > open:
		return history.CodeWrong
	case from.check < open:
		return history.CodeExpired
	default:
		return ""
	}
}

// refusesProof tells whether an outcome says that code or ticket were not what they must be.
func refusesProof(o history.Outcome) bool {
	switch o {
	case history.CodeMissing, history.CodeWrong, history.CodeExpired, history.TicketWrong:
		return true
	default:
		return false
	}
}

// checkOf is the check that a reply speaks of: of the first presences say nothing.
func checkOf(o history.Operation) int { return max(o.Check, 1) }
