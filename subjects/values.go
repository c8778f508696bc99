package subjects

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Class is the number of a class, 1 to [MaxClass]. Zero is never a class: in
// a reply it means "refused".
type Class uint64

// MaxClass is the largest class number, 2^53 - 1: the largest integer that
// every JSON implementation keeps exactly.
const MaxClass Class = 1<<53 - 1

// Valid tells whether c may name a class.
func (c Class) Valid() bool { return c >= 1 && c <= MaxClass }

// String is the decimal number.
func (c Class) String() string { return strconv.FormatUint(uint64(c), 10) }

// ParseClass reads a class number as a person types it: decimal digits,
// without sign. The error is an [*Error] with code [InvalidClass].
func ParseClass(s string) (Class, error) {
	if !digits(s) {
		// s itself stays off the heap
		return 0,
			errClass(fmt.Sprintf("%+.40q is not a class number: use digits only", strings.Clone(s)))
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || !Class(n).Valid() {
		return 0, errClass("class must be 1 to " + strconv.FormatUint(uint64(MaxClass), 10))
	}
	return Class(n), nil
}

// Student is a matrícula: 1 to [MaxStudent] ASCII digits. Leading zeros
// count, which is why it is text and never a number.
type Student string

// MaxStudent is the greatest length of a matrícula, in digits.
const MaxStudent = 20

// Valid tells whether s may name a student.
func (s Student) Valid() bool { return len(s) <= MaxStudent && digits(string(s)) }

// ParseStudent reads a matrícula as a person types it. The error is an
// [*Error] with code [InvalidStudent].
func ParseStudent(s string) (Student, error) {
	if !Student(s).Valid() {
		return "",
			errStudent(
				fmt.Sprintf(
					"%+.40q is not a student number: use 1 to %d digits, leading zeros count", s,
					MaxStudent))
	}
	return Student(s), nil
}

// Teacher is the login of a teacher: 1 to [MaxTeacher] of A-Z, a-z, 0-9, - and _.
// It comes from a login alone, never from a payload.
type Teacher string

// MaxTeacher is the greatest length of a teacher's login, in bytes.
const MaxTeacher = 64

// Valid tells whether t may name a teacher.
func (t Teacher) Valid() bool {
	for i := range len(t) {
		c := t[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' &&
			c != '_' {
			return false
		}
	}
	return t != "" && len(t) <= MaxTeacher
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// AcceptsFor is how long after its start a roll call takes presences. Then its list
// waits for an end.
const AcceptsFor = 12 * time.Hour

// Accepts tells whether a roll call that nobody has ended takes presences at t.
func Accepts(started, t Time) bool { return t < started+Time(AcceptsFor.Milliseconds()) }

// MaxID is the greatest length of a request id, in bytes.
const MaxID = 128

// HeaderID is the header that carries a request's id: the same request sent
// again under the same id gets the same reply and has no second effect.
const HeaderID = "Nats-Msg-Id"

// CheckID tells whether id may stand in [HeaderID]: 1 to [MaxID] printable
// ASCII bytes. The error is an [*Error] with code [InvalidID].
func CheckID(id string) error {
	if len(id) < 1 || len(id) > MaxID {
		return errID
	}
	for i := range len(id) {
		if id[i] < ' ' || id[i] > '~' {
			return errID
		}
	}
	return nil
}

// HeaderLost is the header, with the value "true", of a reply with a list of which students
// may be missing: the journal was damaged and repaired while the roll call was open. The
// reply itself is as ever.
const HeaderLost = "Chamada-Lost"

// HeaderTry is the header that carries the number of a try: how often the
// request has been sent under its id, this time included. Without it, and
// without an id, each time counts by itself.
//
// Tries may overtake each other in the network. Once one was answered and had no
// effect (it was refused, or the student was on the roll already), an earlier
// one has none either and is answered [Unavailable]. So a client that numbers its
// tries may go by what the latest was told, whatever became of the others.
const HeaderTry = "Chamada-Try"

// ParseTry reads the value of [HeaderTry]: decimal, 1 to 4294967295. The error
// is an [*Error] with code [InvalidID].
func ParseTry(s string) (uint32, error) {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil || n == 0 {
		return 0, errTry
	}
	return uint32(n), nil
}

// Position says where in the journal a request took effect: the sequence of
// a record and the index of the command within it. Positions order everything
// that happened, over all classes. On the wire it is "<record>-<index>".
type Position struct {
	Record uint64
	Index  uint32
}

// IsZero tells whether p is no position at all: records count from 1.
func (p Position) IsZero() bool { return p == Position{} }

// Compare is negative when p is before q, positive when after, zero when same.
func (p Position) Compare(q Position) int {
	switch {
	case p == q:
		return 0
	case p.Record < q.Record, p.Record == q.Record && p.Index < q.Index:
		return -1
	default:
		return 1
	}
}

// String is the wire form.
func (p Position) String() string { return string(p.append(nil)) }

// AppendText appends the wire form; it never fails.
func (p Position) AppendText(b []byte) ([]byte, error) { return p.append(b), nil }

// MarshalText gives the wire form; it never fails.
func (p Position) MarshalText() ([]byte, error) { return p.append(nil), nil }

func (p Position) append(b []byte) []byte {
	b = strconv.AppendUint(b, p.Record, 10)
	b = append(b, '-')
	return strconv.AppendUint(b, uint64(p.Index), 10)
}

// UnmarshalText reads the wire form.
func (p *Position) UnmarshalText(b []byte) (err error) {
	*p, err = ParsePosition(string(b))
	return err
}

// ParsePosition reads the wire form of a position.
func ParsePosition(s string) (Position, error) {
	record, index, ok := strings.Cut(s, "-")
	r, err1 := strconv.ParseUint(record, 10, 64)
	i, err2 := strconv.ParseUint(index, 10, 32)
	if !ok || err1 != nil || err2 != nil {
		return Position{}, fmt.Errorf("position %.60q is not \"<record>-<index>\"", s)
	}
	return Position{Record: r, Index: uint32(i)}, nil
}

// Time is an instant in milliseconds since the Unix epoch. On the wire it is
// RFC 3339 in UTC with exactly three decimals, "2026-11-22T18:04:05.123Z".
type Time int64

const timeFormat = "2006-01-02T15:04:05.000Z"

// At is the Time of t, cut to the millisecond.
func At(t time.Time) Time { return Time(t.UnixMilli()) }

// Time is t as the standard library has it, in UTC.
func (t Time) Time() time.Time { return time.UnixMilli(int64(t)).UTC() }

// String is the wire form.
func (t Time) String() string { return string(t.append(nil)) }

// AppendText appends the wire form; it never fails.
func (t Time) AppendText(b []byte) ([]byte, error) { return t.append(b), nil }

// MarshalText gives the wire form; it never fails.
func (t Time) MarshalText() ([]byte, error) { return t.append(nil), nil }

// append is four times as fast as time.AppendFormat, and most of what there is
// to do for a reply.
func (t Time) append(b []byte) []byte {
	at := t.Time()
	year, month, day := at.Date()
	if year < 1000 || year > 9999 {
		return at.AppendFormat(b, timeFormat)
	}
	hour, minute, second := at.Clock()
	b = strconv.AppendInt(b, int64(year), 10)
	b = appendTwo(append(b, '-'), int(month))
	b = appendTwo(append(b, '-'), day)
	b = appendTwo(append(b, 'T'), hour)
	b = appendTwo(append(b, ':'), minute)
	b = appendTwo(append(b, ':'), second)
	millisecond := at.Nanosecond() / int(time.Millisecond)
	b = append(b, '.', byte('0'+millisecond/100))
	return append(appendTwo(b, millisecond%100), 'Z')
}

func appendTwo(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// UnmarshalText reads any RFC 3339 time, so that a client understands a
// coordinator that sends finer times; what is finer than a millisecond is cut.
func (t *Time) UnmarshalText(b []byte) error {
	v, err := time.Parse(time.RFC3339Nano, string(b))
	if err != nil {
		return fmt.Errorf("time %.60q is not RFC 3339", b)
	}
	*t = At(v)
	return nil
}
