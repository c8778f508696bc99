package coordinator

import (
	"cmp"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

var (
	errNoStudent = &subjects.Error{
		Code:    subjects.InvalidStudent,
		Message: `student is missing; send it as a string, {"class":3030,"student":"042191010"}`,
	}
	errNobody     = forbidden("the NATS server does not say who asks; log in as a student, teacher, kiosk or admin and send it again")
	errNotStudent = forbidden("teachers register nobody; log in as a student, kiosk or admin")
	errNotScanner = forbidden(
		"teachers and kiosks need no code; log in as a student and scan it again")
	errWantsLogin = &subjects.Error{
		Code: subjects.Forbidden, Field: "login",
		Message: "this class wants each student's own login; log in as the student and send it " +
			"again",
	}
	errNotTeacher = forbidden("only teachers start, list and end roll calls; log in as one")
	errNotSelf    = forbidden("the request names another student than the one who is logged in; leave student out, or log in as that student")
)

func forbidden(message string) *subjects.Error {
	return &subjects.Error{Code: subjects.Forbidden, Message: message}
}

// attribute fills in whose request a command is, and refuses what they may not
// ask. Any error is a [*subjects.Error]. That a student's login cannot even ask
// as a teacher is the NATS server's part; it is seen to here again.
func (c *Coordinator) attribute(m micro.Request, command *rollcall.Command) error {
	if !c.cfg.Auth {
		return checkNamed(command)
	}
	asker := identity.OfRequest(m)
	switch {
	case asker.Nobody():
		return errNobody
	case command.Op == rollcall.Present:
		return cmp.Or(attributePresent(asker, command), c.wantsLogin(asker, command))
	case command.Op == rollcall.Scan:
		return attributeScan(asker, command)
	case asker.Role == identity.Teacher || asker.Role == identity.Admin:
		command.Teacher, command.Admin = asker.Login, asker.Role == identity.Admin
		command.Born = rollcall.Time(asker.Born)
		return checkNamed(command)
	default:
		return errNotTeacher
	}
}

// attributePresent has students be who they are logged in as. A presence is the
// same command whoever registers it.
func attributePresent(asker identity.Asker, c *rollcall.Command) error {
	switch asker.Role {
	case identity.Student:
		self, ok := rollcall.ParseStudent(asker.Login)
		if !ok || c.Student != self && c.Student != (rollcall.Student{}) {
			return errNotSelf
		}
		c.Student = self
		return nil
	case identity.Kiosk:
		c.Asked = &rollcall.Asked{Kiosk: asker.Login} // it is in the room, so are who it registers
		return checkNamed(c)
	case identity.Gateway, identity.Admin:
		return checkNamed(c)
	default:
		return errNotStudent
	}
}

// wantsLogin is why the page may not register a student: the class list, as this replica has it
// now, wants the student's own login, which the page then asks for.
func (c *Coordinator) wantsLogin(asker identity.Asker, command *rollcall.Command) error {
	if asker.Role != identity.Gateway {
		return nil
	}
	if e := c.classes.Get(subjects.Class(command.Class)); e.There() && e.Head.Login {
		return errWantsLogin
	}
	return nil
}

// attributeScan has a ticket of a student's login be good for that student alone.
func attributeScan(asker identity.Asker, c *rollcall.Command) error {
	switch asker.Role {
	case identity.Student:
		self, ok := rollcall.ParseStudent(asker.Login)
		if !ok {
			return errNotSelf
		}
		c.Student = self
		return nil
	case identity.Gateway, identity.Admin:
		return nil
	default:
		return errNotScanner
	}
}

// checkNamed is for logins that may register any student: they must name one.
func checkNamed(c *rollcall.Command) error {
	if (c.Op == rollcall.Present || c.Op == rollcall.Mark) && c.Student == (rollcall.Student{}) {
		return errNoStudent
	}
	return nil
}
