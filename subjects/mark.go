package subjects

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TeacherMark registers a student by hand, or strikes one out.
const TeacherMark = Root + "teacher.mark"

// Limits of [MarkRequest.Reason], in characters.
const (
	MinReason = 3
	MaxReason = 200
)

// MarkRequest registers a student by hand, or strikes one out.
type MarkRequest struct {
	Class   Class   `json:"class"`
	Student Student `json:"student"`
	Present bool    `json:"present"`
	// Reason is 3 to 200 characters. Whoever strikes out must give one.
	Reason string `json:"reason,omitempty"`
}

// Marked is the reply to [TeacherMark], and the event of it: a presence, or that the
// student is struck out.
type Marked struct {
	Class    Class    `json:"class"` // zero: refused
	Time     Time     `json:"time"`
	Student  Student  `json:"student"`
	Roll     string   `json:"roll,omitempty"`
	Check    int      `json:"check,omitempty"`
	Already  bool     `json:"already,omitempty"`
	Reason   Code     `json:"reason,omitempty"` // Full
	Struck   bool     `json:"struck,omitempty"`
	Scanned  Time     `json:"scanned,omitzero"`
	By       Teacher  `json:"by,omitempty"` // who has marked; in open mode nobody
	Position Position `json:"position"`
}

// Refused tells whether nothing was marked.
func (m Marked) Refused() bool { return m.Class == 0 }

// EventMarked is the subject that tells of a student registered or struck out by hand.
func EventMarked(c Class) string { return event(c, "marked") }

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
		return MarkRequest{},
			errField("present", `present must be true, or false to strike the student out`)
	}
	q.Present = present
	q.Reason, err = f.decodeReason(!present)
	return q, err
}

func (f fields) decodeReason(required bool) (string, error) {
	const wrong = "reason must be a string of 3 to 200 characters, without line ends; a student " +
		"is struck out only with one"
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
