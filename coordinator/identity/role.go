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
	Gateway Role = "gateway" // registers any student who shows the room's code or a ticket
	Teacher Role = "teacher" // opens and ends roll calls
	Admin   Role = "admin"   // everything a teacher may, to any roll call; logins; traffic
)

// allRoles are all of them.
var allRoles = []Role{Student, Kiosk, Gateway, Teacher, Admin}

// Valid tells whether r is one of the roles.
func (r Role) Valid() bool { return shared[r] != "" }

// Errors of [CheckLogin].
var (
	ErrRole    = errors.New("the role must be student, teacher, kiosk, gateway or admin")
	ErrStudent = errors.New(
		"a student's login is the student number: 1 to 20 digits, leading zeros count")
	ErrLogin = errors.New("a login is 1 to 64 of the letters A-Z and a-z, digits, - and _")
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
