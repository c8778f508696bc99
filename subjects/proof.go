package subjects

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what room codes and marks by hand need.
const (
	MinCodeEvery = 10 // seconds
	MaxCodeEvery = 120
	MaxDevice    = 64  // bytes, printable ASCII
	MinReason    = 3   // characters
	MaxReason    = 200 // characters

	digitsOfCode, scannedCode = 6, 11 // characters of a code typed, and of one scanned
	maxTicket                 = 128   // bytes; none is that long
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

// ScanRequest tells that a student sees the code of a class.
type ScanRequest struct {
	Class Class `json:"class"`
	Proof       // without a ticket
}

// MarkRequest registers a student by hand, or strikes one out.
type MarkRequest struct {
	Class   Class   `json:"class"`
	Student Student `json:"student"`
	Present bool    `json:"present"`
	// Reason is 3 to 200 characters. Whoever strikes out must give one.
	Reason string `json:"reason,omitempty"`
}

// ClassRequest is one that has nothing but a class: for a code, or the next check.
type ClassRequest struct {
	Class Class `json:"class"`
}

// DecodeClass reads the payload of [TeacherCode] and [TeacherCheck]. Any error is an [*Error].
func DecodeClass(data []byte) (ClassRequest, error) {
	f, err := decode(data)
	if err != nil {
		return ClassRequest{}, err
	}
	class, err := f.decodeClass()
	return ClassRequest{class}, err
}

// DecodeScan reads the payload of [StudentScan]. Any error is an [*Error].
func DecodeScan(data []byte) (ScanRequest, error) {
	f, err := decode(data)
	if err != nil {
		return ScanRequest{}, err
	}
	class, err := f.decodeClass()
	if err != nil {
		return ScanRequest{}, err
	}
	f.ticket = nil // of a scan it says nothing
	proof, err := f.decodeProof()
	return ScanRequest{class, proof}, err
}

// DecodeMark reads the payload of [TeacherMark]. Any error is an [*Error].
func DecodeMark(data []byte) (q MarkRequest, err error) {
	f, err := decodeObject(data, `{"class":3030,"student":"042191010","present":true}`)
	if err != nil {
		return q, err
	}
	if q.Class, err = f.decodeClass(); err != nil {
		return MarkRequest{}, err
	}
	if q.Student, err = f.decodeStudent(); err != nil {
		return MarkRequest{}, err
	}
	present, ok := decodeBool(f.present)
	if !ok || f.present == nil {
		return MarkRequest{}, errField("present", `present must be true, or false to strike the student out`)
	}
	q.Present = present
	q.Reason, err = f.decodeReason(!present)
	return q, err
}

// NormalCode is a code as it is compared: without spaces and hyphens, in capitals, and
// with the digits that I, L and O are taken for. Of what cannot be one only that is left.
func NormalCode(code string) string {
	normal := strings.Map(func(r rune) rune {
		switch r = unicode.ToUpper(r); {
		case Filler(r):
			return -1
		case r == 'O':
			return '0'
		case r == 'I', r == 'L':
			return '1'
		default:
			return r
		}
	}, code)
	if normal == "" || Scanned(normal) || len(normal) == digitsOfCode && digits(normal) {
		return normal
	}
	return malformed
}

// Scanned tells whether a code in its normal form is one from the picture, which nobody
// guesses.
func Scanned(normal string) bool {
	return len(normal) == scannedCode && strings.IndexFunc(normal, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z')
	}) < 0
}

func (f fields) decodeProof() (p Proof, err error) {
	if p.Code, err = decodeText("code", f.code, "code must be a string such as \"482913\""); err != nil {
		return Proof{}, err
	}
	if p.Ticket, err = decodeText("ticket", f.ticket, "ticket must be the string that a scan has given"); err != nil {
		return Proof{}, err
	}
	if len(p.Ticket) > maxTicket || strings.IndexFunc(p.Ticket, unprintable) >= 0 {
		p.Ticket = malformed
	}
	p.Code = NormalCode(p.Code)
	const wrong = "device must be a string of 1 to 64 printable ASCII bytes; shorten it or leave it out"
	if p.Device, err = decodeText("device", f.device, wrong); err != nil {
		return Proof{}, err
	}
	bad := len(p.Device) > MaxDevice || p.Device == "" || strings.IndexFunc(p.Device, unprintable) >= 0
	if f.device != nil && bad {
		return Proof{}, errField("device", wrong)
	}
	return p, nil
}

func unprintable(r rune) bool { return r < ' ' || r > '~' }

func decodeText(name string, value []byte, wrong string) (string, error) {
	if value == nil {
		return "", nil
	}
	if value[0] == '"' {
		if s, err := text(value); err == nil {
			return s, nil
		}
	}
	return "", errField(name, wrong)
}

func (f fields) decodeEvery() (int, error) {
	if f.every == nil {
		return 0, nil
	}
	n, err := strconv.Atoi(string(f.every))
	if err != nil || n != 0 && (n < MinCodeEvery || n > MaxCodeEvery) {
		return 0, errField("code_every", "code_every must be 10 to 120 seconds as a whole number, or 0 for no code")
	}
	return n, nil
}

func (f fields) decodeReason(required bool) (string, error) {
	const wrong = "reason must be a string of 3 to 200 characters, without line ends; a student is struck out only with one"
	reason, err := decodeText("reason", f.reason, wrong)
	if err != nil {
		return "", err
	}
	reason = strings.TrimSpace(reason)
	n := utf8.RuneCountInString(reason)
	missing := f.reason == nil && !required
	if !missing && (n < MinReason || n > MaxReason) || !utf8.ValidString(reason) ||
		strings.IndexFunc(reason, unicode.IsControl) >= 0 {
		return "", errField("reason", wrong)
	}
	return reason, nil
}
