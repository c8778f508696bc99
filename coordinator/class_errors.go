package coordinator

import (
	"errors"
	"fmt"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/subjects"
)

var (
	errOtherClass = forbidden(
		"the class has other teachers; ask one of them, or an admin, to put you among them")
	errNotInClass = forbidden(
		"the class list does not have you among its teachers; add your login, or ask an admin")
	errOpenByOther = forbidden("the roll call of this class is another teacher's; wait for its " +
		"end, or ask who started it, or an admin, to change the class list")

	errClassUnread = &subjects.Error{
		Code: subjects.Overloaded,
		Message: "the class lists cannot be read just now and this was not done; send it again in " +
			"a moment",
	}
	errClassUnstored = &subjects.Error{
		Code: subjects.Overloaded,
		Message: "the class lists take no more just now and this was not done; ask the operator, " +
			"whose log says why",
	}
	errClassUnknown = &subjects.Error{
		Code: subjects.Unavailable,
		Message: "the class list was not confirmed in time and the outcome is unknown; send the " +
			"same request again under the same Nats-Msg-Id",
	}
)

// classError is the reply to a request about a class that was not done, or may not have been.
func classError(err error, class subjects.Class) *subjects.Error {
	e, said := errors.AsType[*subjects.Error](err)
	conflict, is := errors.AsType[*classes.ConflictError](err)
	switch {
	case said:
		return e
	case is:
		return &subjects.Error{Code: subjects.Conflict, Revision: conflict.Revision,
			Message: conflictMessage(class, conflict.Revision)}
	case errors.Is(err, classes.ErrNone):
		return &subjects.Error{
			Code: subjects.NoClass,
			Message: fmt.Sprintf("class %d has no class list; put one with %s", class,
				subjects.ClassPut),
		}
	case errors.Is(err, classes.ErrUnread):
		return errClassUnread
	case errors.Is(err, classes.ErrUnstored):
		return errClassUnstored
	case errors.Is(err, classes.ErrOverloaded), errors.Is(err, journal.ErrOverloaded):
		return errOverloaded
	default:
		return errClassUnknown
	}
}

func conflictMessage(class subjects.Class, revision uint64) string {
	if revision == 0 {
		return fmt.Sprintf("class %d has no class list to be replaced; leave revision out", class)
	}
	return fmt.Sprintf("the class list of class %d has revision %d; read it again, and name that "+
		"revision to replace it", class, revision)
}

// damagedClass is that of a class list that is stored and cannot be used.
func damagedClass(e *classes.Entry) *subjects.Error {
	return &subjects.Error{
		Code: subjects.InvalidClassList, Revision: e.Revision,
		Message: fmt.Sprintf("the class list of class %d that is stored cannot be used, see the "+
			"coordinator's log; put it again over revision %d, or remove it", e.Class, e.Revision),
	}
}
