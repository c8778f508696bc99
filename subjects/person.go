package subjects

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"
)

// The requests about one person, of admins alone where there are logins.
const (
	// PersonExport replies with all that is kept of a student.
	PersonExport = Root + "person.export"
	// PersonErase takes the student's number and name out of all that is kept.
	PersonErase = Root + "person.erase"
)

// JournalAfterHours is within how many hours of running time the journal drops what it has of a
// student who is erased, by itself.
const JournalAfterHours = 8 * 24

// LoginAfterHours is for how many hours it is known of a login that was removed that there was one
// of this name: so long its mark stays.
const LoginAfterHours = 24

// ExportRequest asks for all that is kept of a student.
type ExportRequest struct {
	Student Student `json:"student"`
	// After is the More of the reply before, whose next part is wanted.
	After string `json:"after,omitempty"`
}

// Person is the reply to [PersonExport]. What the student has no trace of is [] and never nil.
type Person struct {
	Student Student        `json:"student"`
	Time    Time           `json:"time"`
	Lists   []PersonList   `json:"lists"`   // class lists, those of now and those that records refer to
	Records []PersonRecord `json:"records"` // kept roll calls, by class, oldest first
	// Recent are the roll calls that are in memory and in the journal: open, or ended not long ago.
	Recent   []PersonRecord `json:"recent"`
	Login    *PersonLogin   `json:"login,omitempty"` // nil: there is none
	More     string         `json:"more,omitempty"`
	Position Position       `json:"position"`
}

// PersonList is the student on one revision of a class list.
type PersonList struct {
	Class Class `json:"class"`
	// ClassName is that of the class, in the present list.
	ClassName string `json:"class_name,omitempty"`
	Revision  uint64 `json:"revision"`
	Present   bool   `json:"present,omitempty"` // it is the class list as it is now
	Enrolled
}

// PersonRecord is one roll call, as far as it is about the student.
type PersonRecord struct {
	Class   Class         `json:"class"`
	Roll    string        `json:"roll"`
	Started Time          `json:"started"`
	Ended   Time          `json:"ended,omitzero"` // zero: it is open
	Line    *RecordLine   `json:"line,omitempty"` // nil: they are on no list of it
	Came    *Unlisted     `json:"came,omitempty"` // where they came without being on the list
	Struck  *PersonStrike `json:"struck,omitempty"`
}

// PersonStrike is that the student was struck out by hand.
type PersonStrike struct {
	Time   Time    `json:"time"`
	By     Teacher `json:"by,omitempty"`
	Reason string  `json:"reason"`
}

// PersonLogin is the student's own login.
type PersonLogin struct {
	Name  string `json:"name"`
	Role  string `json:"role"`
	Since Time   `json:"since"`
}

// EraseRequest asks that nothing is kept of a student any more.
type EraseRequest struct {
	Student Student `json:"student"`
	Reason  string  `json:"reason"` // [MinReason] to [MaxReason] characters
}

// PersonErased is the reply to [PersonErase].
type PersonErased struct {
	Time Time `json:"time"`
	// Records is of how many kept roll calls the student had a line, which now is nobody's.
	Records int `json:"records"`
	// JournalAfterHours is [JournalAfterHours].
	JournalAfterHours int `json:"journal_after_hours"`
	// LoginAfterHours is [LoginAfterHours], zero where there are no logins.
	LoginAfterHours int `json:"login_after_hours,omitempty"`
	// LoginInFiles says that what a login had is in each node's files until that is started again:
	// nobody may delete from the logins of an earlier version.
	LoginInFiles bool     `json:"login_in_files,omitempty"`
	Position     Position `json:"position"`
}

// nobody begins the numbers that stand for somebody who was erased.
const nobody = "00000000"

// NewNobody is a number that stands for somebody who was erased, so that totals stay. It says
// nothing of who that was.
func NewNobody() Student {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000_000_000))
	if err != nil { // it never fails
		panic(err)
	}
	return Student(fmt.Sprintf("%s%012d", nobody, n))
}

// Erased tells whether the number stands for somebody who was erased.
func (s Student) Erased() bool {
	return len(s) == MaxStudent && strings.HasPrefix(string(s), nobody)
}

// DecodeExport reads the payload of [PersonExport]. Any error is an [*Error].
func DecodeExport(data []byte) (ExportRequest, error) {
	v := decodeValues(data, `{"student":"042191010"}`)
	q := ExportRequest{Student: v.person(), After: v.after()}
	return result(q, v.err)
}

// DecodeErase reads the payload of [PersonErase]. Any error is an [*Error].
func DecodeErase(data []byte) (EraseRequest, error) {
	v := decodeValues(data, `{"student":"042191010","reason":"pedido do aluno"}`)
	q := EraseRequest{Student: v.person(), Reason: v.reason()}
	return result(q, v.err)
}

// person reads a student, who must be named.
func (v *values) person() Student {
	s := v.student()
	if v.err == nil && s == "" {
		v.err = errStudent(`student is missing; send it as a string, {"student":"042191010"}`)
	}
	return s
}
