package subjects

import "strings"

const (
	// MaxDevice is how long the name of a device may be, in printable ASCII bytes.
	MaxDevice = 64

	maxTicket = 128 // bytes; none is that long
)

// malformed stands for a code or a ticket that no coordinator has given, whatever it is.
const malformed = "-"

// Proof is what says that a student is in the room. Any of it may be left out.
type Proof struct {
	// Code is the room's code, six digits as typed or what the picture holds.
	Code string `json:"code,omitempty"`
	// Ticket is what a scan has given.
	Ticket string `json:"ticket,omitempty"`
	// Device is where the request comes from, 1 to [MaxDevice] printable ASCII bytes.
	Device string `json:"device,omitempty"`
}

func (f fields) decodeProof() (p Proof, err error) {
	if p.Code, err = decodeText("code", f.code,
		"code must be a string such as \"482913\""); err != nil {
		return Proof{}, err
	}
	if p.Ticket, err = decodeText("ticket", f.ticket,
		"ticket must be the string that a scan has given"); err != nil {
		return Proof{}, err
	}
	if len(p.Ticket) > maxTicket || strings.IndexFunc(p.Ticket, unprintable) >= 0 {
		p.Ticket = malformed
	}
	p.Code = NormalCode(p.Code)
	const wrong = "device must be a string of 1 to 64 printable ASCII bytes; shorten it or leave " +
		"it out"
	if p.Device, err = decodeText("device", f.device, wrong); err != nil {
		return Proof{}, err
	}
	bad := len(p.Device) > MaxDevice || p.Device == "" ||
		strings.IndexFunc(p.Device, unprintable) >= 0
	if f.device != nil && bad {
		return Proof{}, errField("device", wrong)
	}
	return p, nil
}

func unprintable(r rune) bool { return r < ' ' || r > '~' }
