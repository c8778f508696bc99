package identity

import (
	"errors"

	"github.com/chamada/chamada/subjects"
)

// Role is what a login may do.
type Role string

// The roles.
const (
	Student Role = "student" // registers their own presence
	Kiosk   Role = "kiosk"   // registers any student
	Teacher Role = "teacher" // opens and ends roll calls
	Admin   Role = "admin"   // everything a teacher may, to any roll call; logins; traffic
)

// The NATS accounts, see the package comment.
const (
	AccountCoordinators = "CHAMADA"
	AccountStudents     = "STUDENTS"
	AccountKiosks       = "KIOSKS"
	AccountTeachers     = "TEACHERS"
	AccountAdmins       = "ADMINS"
	AccountCallout      = "AUTH"
	AccountSystem       = "SYS"
)

// Valid tells whether r is one of the roles.
func (r Role) Valid() bool { return r.Account() != "" }

// Account is the account of the logins with this role, empty when it is none.
func (r Role) Account() string {
	switch r {
	case Student:
		return AccountStudents
	case Kiosk:
		return AccountKiosks
	case Teacher:
		return AccountTeachers
	case Admin:
		return AccountAdmins
	default:
		return ""
	}
}

// roleOf is the role of the logins in an account, empty when it has none.
func roleOf(account string) Role {
	for _, r := range []Role{Student, Kiosk, Teacher, Admin} {
		if r.Account() == account {
			return r
		}
	}
	return ""
}

// Errors of [CheckLogin].
var (
	ErrRole    = errors.New("the role must be student, teacher, kiosk or admin")
	ErrStudent = errors.New("a student's login is the student number: 1 to 20 digits, leading zeros count")
	ErrLogin   = errors.New("a login is 1 to 64 of the letters A-Z and a-z, digits, - and _")
)

// CheckLogin tells whether login may be that of somebody with this role. What
// passes is a single token of a subject, without a wildcard.
func CheckLogin(role Role, login string) error {
	switch {
	case !role.Valid():
		return ErrRole
	case role == Student && !subjects.Student(login).Valid():
		return ErrStudent
	case !validLogin(login):
		return ErrLogin
	default:
		return nil
	}
}

// validLogin tells whether s may be a login, a student's or another's: all are
// what a teacher's may be.
func validLogin(s string) bool { return subjects.Teacher(s).Valid() }
