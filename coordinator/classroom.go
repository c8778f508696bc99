package coordinator

import (
	"crypto/rand"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// codeEvery is what a start asks for that wants a code, with a secret drawn for it.
func codeEvery(seconds *int) *rollcall.Asked {
	if seconds == nil || *seconds == 0 {
		return nil
	}
	a := &rollcall.Asked{Every: *seconds}
	_, _ = rand.Read(a.Secret[:]) // it never fails
	return a
}

// proof is what a presence or a scan has that says more than who and where.
func proof(p subjects.Proof) *rollcall.Asked {
	if p == (subjects.Proof{}) {
		return nil
	}
	return &rollcall.Asked{Code: p.Code, Ticket: p.Ticket, Device: p.Device}
}

// readClass is for requests that have nothing but a class.
func readClass(op rollcall.Op) reader {
	return func(payload []byte) (rollcall.Command, error) {
		r, err := subjects.DecodeClass(payload)
		return rollcall.Command{Op: op, Class: uint64(r.Class)}, err
	}
}

func readScan(payload []byte) (rollcall.Command, error) {
	r, err := subjects.DecodeScan(payload)
	return rollcall.Command{Op: rollcall.Scan, Class: uint64(r.Class), Asked: proof(r.Proof)}, err
}

func readMark(payload []byte) (rollcall.Command, error) {
	r, err := subjects.DecodeMark(payload)
	student, _ := rollcall.ParseStudent(r.Student) // it is valid where it is there
	c := rollcall.Command{Op: rollcall.Mark, Class: uint64(r.Class), Student: student}
	if !r.Present || r.Reason != "" {
		c.Asked = &rollcall.Asked{Strike: !r.Present, Reason: r.Reason}
	}
	return c, err
}
