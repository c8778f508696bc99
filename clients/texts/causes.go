package texts

import (
	"context"
	"errors"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// Codes of what is no error of the contract, or is told apart more finely than there.
const (
	Invalid       subjects.Code = "invalid"        // malformed, whatever it is
	InvalidReason subjects.Code = "invalid_reason" // the reason of a mark by hand
	OpenSince     subjects.Code = "open_since"     // already open, since when
	Forgotten     subjects.Code = "forgotten"      // open, and takes no presences any more

	MayNotTeach  subjects.Code = "may_not_teach"  // the login is no teacher's
	MayNotAttend subjects.Code = "may_not_attend" // the login is no student's
	OtherTeacher subjects.Code = "other_teacher"  // the roll call is another's
	OtherStudent subjects.Code = "other_student"  // the presence is another's
	Deaf         subjects.Code = "deaf"           // the login receives no replies

	LoggedOut     subjects.Code = "logged_out"
	NoCoordinator subjects.Code = "no_coordinator" // nothing was done
	Foreign       subjects.Code = "foreign"        // somebody else has answered
	Older         subjects.Code = "older"          // the coordinator does not know that yet
	Interrupted   subjects.Code = "interrupted"
)

// cause is one name for what an error is.
type cause struct {
	code  subjects.Code
	since subjects.Time // an argument of its sentence; zero where there is none
}

// failures are the errors of clients that have a code, from the more to the less telling:
// an operation that Ctrl-C stopped is both interrupted and without a verdict.
var failures = []struct {
	err  error
	code subjects.Code
}{
	{clients.ErrNotOpen, subjects.NotOpen},
	{clients.ErrFull, subjects.Full},
	{clients.ErrCodeMissing, subjects.CodeMissing},
	{clients.ErrCodeWrong, subjects.CodeWrong},
	{clients.ErrCodeExpired, subjects.CodeExpired},
	{clients.ErrTicketWrong, subjects.TicketWrong},
	{clients.ErrTicketExpired, subjects.TicketExpired},
	{clients.ErrTooMany, subjects.TooMany},
	{clients.ErrStruck, subjects.Struck},
	{clients.ErrNoCode, subjects.NoCode},
	{clients.ErrTooManyChecks, subjects.TooManyChecks},
	{clients.ErrNoClass, subjects.NoClass},
	{clients.ErrConflict, subjects.Conflict},
	{clients.ErrUpgrading, subjects.Upgrading},
	{clients.ErrAlreadyOpen, subjects.AlreadyOpen},
	{clients.ErrLoggedOut, LoggedOut},
	{clients.ErrInvalid, Invalid},
	{clients.ErrOverloaded, subjects.Overloaded},
	{clients.ErrForeign, Foreign},
	{clients.ErrOlder, Older},
	{clients.ErrUnavailable, subjects.Unavailable},
	{context.Canceled, Interrupted},
	{clients.ErrNoCoordinator, NoCoordinator},
}

// causesOf are the names of what err is, the most telling first.
func causesOf(err error) (causes []cause) {
	if f, ok := errors.AsType[*clients.ForbiddenError](err); ok {
		return []cause{{code: forbidden(f)}, {code: subjects.Forbidden}}
	}
	if said, ok := errors.AsType[*subjects.Error](err); ok {
		causes = append(causes, particular(said), cause{code: said.Code})
	}
	for _, known := range failures {
		if errors.Is(err, known.err) {
			causes = append(causes, cause{code: known.code})
		}
	}
	return causes
}

// particular is what a coordinator's error says beyond its code.
func particular(e *subjects.Error) cause {
	switch {
	case clients.Forgotten(e):
		return cause{Forgotten, e.Started}
	case e.Code == subjects.AlreadyOpen && e.Started != 0:
		return cause{OpenSince, e.Started}
	case e.Code == subjects.InvalidField && e.Field == "reason":
		return cause{code: InvalidReason}
	default:
		return cause{code: e.Code}
	}
}

// forbidden is what a login may not do, for whatever reason.
func forbidden(f *clients.ForbiddenError) subjects.Code {
	student := f.Subject == subjects.StudentPresent
	switch {
	case !strings.HasPrefix(f.Subject, subjects.Root): // where replies go
		return Deaf
	case f.Denied && student:
		return MayNotAttend
	case f.Denied:
		return MayNotTeach
	case student:
		return OtherStudent
	default:
		return OtherTeacher
	}
}

// Codes are those of all failures that a client meets: an Explainer that has words for each
// of them is never at a loss for any.
func Codes() (all []subjects.Code) {
	for _, f := range failures {
		all = append(all, f.code)
	}
	return all
}
