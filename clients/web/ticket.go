package web

import (
	"errors"
	"net/http"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// ticket is a scan's, sealed into the form: so a gateway has asked for it, and of a roll
// call that has a code.
type ticket struct {
	Class  subjects.Class `json:"c"`
	Ticket string         `json:"t"`
}

// ticketUnread is why a ticket cannot be used, beside the reasons of the contract: no gateway with
// this key has sealed it, or it came damaged.
const ticketUnread subjects.Code = "ticket_unread"

// unsealed takes the ticket out of the form's. One that no gateway gave is none, and why is the
// reason: then the form that comes again asks for the code.
func (g *Gateway) unsealed(a *answer) (why subjects.Code) {
	if a.sealed == "" {
		return ""
	}
	var t ticket
	switch err := g.seals.open(forTicket, a.sealed, &t); {
	case err != nil:
		why = ticketUnread
	case t.Class != a.class:
		why = subjects.TicketWrong
	default:
		a.ticket = t.Ticket
		return ""
	}
	a.sealed = ""
	return why
}

// outside is why somebody may not answer from another machine where there are no logins:
// there only a code says who is in the room. It is nil when they may.
func (g *Gateway) outside(r *http.Request, a answer) *Reason {
	if g.cfg.LogIn != nil || a.ticket != "" || g.here(r) {
		return nil
	}
	l := languageOf(r)
	why := l.reason(subjects.CodeMissing)
	if a.code == "" {
		return &why
	}
	// Asked for no device, for only the presence is the device's guess: it counts once.
	_, err := g.students.scan(r.Context(), a.class, a.code, "")
	if errors.Is(err, clients.ErrNoCode) {
		return &Reason{What: l.OnlyHere, Hint: l.HintOnlyHere}
	}
	return nil
}
