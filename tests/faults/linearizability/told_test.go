//go:build faults && linux

package linearizability_test

import (
	"encoding/json"
	"errors"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

// anyRequest has the fields of all requests.
type anyRequest struct {
	Class   subjects.Class   `json:"class"`
	Student subjects.Student `json:"student,omitempty"`
	Every   int              `json:"code_every,omitempty"`
	Present *bool            `json:"present,omitempty"`
	Reason  string           `json:"reason,omitempty"`
	subjects.Proof
}

func asked(o history.Operation) anyRequest {
	q := anyRequest{Class: o.Class, Student: o.Student, Every: o.Every,
		Proof: subjects.Proof{Code: o.Code, Ticket: o.Ticket, Device: o.Device}}
	if o.Op == history.Mark {
		q.Present, q.Reason = new(!o.Strike), "seen by the teacher"
	}
	return q
}

// told fills in what came of o; the error is of what must not come at all.
func told(o *history.Operation, data []byte, err error) error {
	said, judged := errors.AsType[*subjects.Error](err)
	switch {
	case judged:
		o.Position, o.Time, o.Roll, o.Started = said.Position, said.Time, said.Roll, said.Started
		o.Outcome = history.Outcome(said.Code)
		switch said.Code {
		case subjects.NotOpen, subjects.AlreadyOpen, subjects.NoCode:
		default:
			return err
		}
	case errors.Is(err, clients.ErrNoCoordinator), errors.Is(err, clients.ErrOverloaded):
		o.Outcome, o.Error = history.Nothing, err.Error()
	case err != nil:
		o.Outcome, o.Error = history.Unknown, err.Error()
	default:
		return read(o, data)
	}
	return nil
}

// anyReply has the fields of all that are no errors.
type anyReply struct {
	subjects.Presence
	Started  subjects.Time      `json:"started"`
	Students []subjects.Student `json:"students"`
	QR       string             `json:"qr"`
	Ticket   string             `json:"ticket"`
	Struck   bool               `json:"struck"`
}

func read(o *history.Operation, data []byte) error {
	var r anyReply
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	o.Position, o.Time, o.Roll, o.Started, o.Students = r.Position, r.Time, r.Roll, r.Started,
		r.Students
	o.Check, o.Given, o.Reply = r.Check, r.QR+r.Ticket, digest(data)
	switch {
	case r.Refused():
		o.Outcome = history.Outcome(r.Reason)
	case r.Already:
		o.Outcome = history.Already
	case r.Struck:
		o.Outcome = history.StruckOut
	default:
		o.Outcome = done[o.Op]
	}
	return nil
}

// done is what an operation has done that was not refused.
var done = map[history.Op]history.Outcome{
	history.Start: history.Opened, history.Present: history.Registered,
	history.List: history.Listed, history.End: history.Ended, history.Code: history.Coded,
	history.Scan: history.Ticketed, history.Check: history.Checked,
	history.Mark: history.Registered,
}
