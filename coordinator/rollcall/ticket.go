package rollcall

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/binary"
)

// ticket says that a student has seen the code. It is good in any replica: what it says is
// sealed with the roll's key.
//
// Text is base 64 of the check with the bits of what it is bound to, the age and the time
// of the scan, and the first bytes of a hash over these, the roll, and what it is bound to.
type ticket struct {
	check uint8
	age   Age
	time  Time
}

const (
	ofDevice  = 1 << 6 // with the check: the scan named a device
	ofStudent = 1 << 7 // and a student was logged in

	ticketText = 1 + 8 + 8 // bytes that the seal is over
	ticketSeal = 16
)

// scan gives a ticket for the right code.
func (s *State) scan(in *class, pos Position, c *Command) Outcome {
	r := s.find(in, c)
	switch {
	case r == nil || !s.accepts(r, c.Time):
		return refused(NotOpen, pos, c)
	case !r.room.coded():
		return refused(NoCode, pos, c)
	}
	a := c.asked()
	if no, ok := r.judgeCode(s.age, a.Code); !ok {
		return refused(no, pos, c)
	}
	t := ticket{r.room.open(), s.age, c.Time}
	out := r.outcome(Ticketed, c.Time, pos)
	out.Told = &Told{Check: int(t.check), Ticket: r.issue(t, a.Device, c.Student), TTL: TicketFor}
	return out
}

// issue is the text of a ticket for whoever has scanned.
func (r *roll) issue(t ticket, device string, s Student) string {
	b := []byte{t.check}
	if device != "" {
		b[0] |= ofDevice
	}
	if s != (Student{}) {
		b[0] |= ofStudent
	}
	b = binary.BigEndian.AppendUint64(b, uint64(t.age))
	b = binary.BigEndian.AppendUint64(b, uint64(t.time))
	return base64.RawURLEncoding.EncodeToString(append(b, r.sealTicket(b, device, s)...))
}

func (r *roll) sealTicket(text []byte, device string, s Student) []byte {
	bound := []byte(r.id)
	if text[0]&ofDevice != 0 {
		bound = binary.BigEndian.AppendUint64(bound, r.deviceOf(device))
	}
	if text[0]&ofStudent != 0 {
		bound = append(bound, s[:]...)
	}
	class := binary.BigEndian.AppendUint64(nil, r.class)
	return r.seal([]byte("ticket"), text, class, bound)[:ticketSeal]
}

// redeem reads a ticket that a presence has with it, and says what is wrong if it is not ok.
func (r *roll) redeem(age Age, c *Command) (t ticket, no Verdict, ok bool) {
	a := c.asked()
	if a.Ticket == "" {
		return t, TicketWrong, false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(a.Ticket)
	if err != nil || len(b) != ticketText+ticketSeal {
		return t, TicketWrong, false
	}
	text := b[:ticketText]
	if unnamed := text[0]&ofDevice != 0 && a.Device == ""; unnamed ||
		!hmac.Equal(b[ticketText:], r.sealTicket(text, a.Device, c.Student)) {
		return t, TicketWrong, false
	}
	t.check = text[0] &^ (ofDevice | ofStudent)
	t.age = Age(binary.BigEndian.Uint64(text[1:]))
	t.time = Time(binary.BigEndian.Uint64(text[9:]))
	return t, TicketExpired, age-t.age <= TicketFor
}

// deviceOf is a device as it is kept: a hash that says nothing of it in another roll, zero
// for none.
func (r *roll) deviceOf(name string) uint64 {
	if name == "" {
		return 0
	}
	sum := r.seal([]byte("device"), []byte(r.id), []byte{0}, []byte(name))
	return max(1, binary.BigEndian.Uint64(sum))
}
