package clients

import (
	"errors"

	"github.com/chamada/chamada/subjects"
)

// The verdicts and failures of operations, for errors.Is. A verdict of the
// coordinator also holds a [*subjects.Error], for errors.As.
var (
	ErrNotOpen     error = sentinel("the class has no open roll call")
	ErrFull        error = sentinel("the roll is full")
	ErrAlreadyOpen error = sentinel("the roll call is open already")
	ErrForbidden   error = sentinel("this login may not do that")
	ErrInvalid     error = sentinel("the request is malformed")

	// What is wrong with the code of a presence, or the ticket.
	ErrCodeMissing   error = sentinel("the roll call wants the room's code")
	ErrCodeWrong     error = sentinel("the code is wrong")
	ErrCodeExpired   error = sentinel("the code is an old one")
	ErrTicketWrong   error = sentinel("the ticket is not good here")
	ErrTicketExpired error = sentinel("the ticket is too old")
	ErrTooMany       error = sentinel("there were too many wrong codes")
	// ErrStruck: the teacher has struck the student out.
	ErrStruck        error = sentinel("the student is struck out")
	ErrNoCode        error = sentinel("the roll call has no code")
	ErrTooManyChecks error = sentinel("the roll has as many checks as it may")
	// ErrNoClass: nothing is known of the class.
	ErrNoClass error = sentinel("the class has no class list")
	// ErrConflict: somebody else has changed it since it was read.
	ErrConflict error = sentinel("it was changed meanwhile")
	// ErrUpgrading: nothing was done, the journal must be raised first.
	ErrUpgrading error = sentinel("the journal must be raised first")

	// ErrOlder: the coordinator is of an older version, which does not know what was
	// asked for. Nothing was done.
	ErrOlder error = sentinel("the coordinator is older than this request")

	// ErrLoggedOut: the connection was cut and the login is refused since: it was
	// removed, has a new access code, or is shut out for a minute because it has sent too
	// much. NATS refuses in the same words whatever it is.
	ErrLoggedOut error = sentinel("the login is accepted no more")

	// ErrOverloaded: the time is over and every try was turned away by a busy
	// coordinator. Nothing was done.
	ErrOverloaded error = sentinel("the coordinator is overloaded, nothing was done")
	// ErrNoCoordinator: the time is over and no try reached a coordinator.
	// Nothing was done.
	ErrNoCoordinator error = sentinel("no coordinator took the request, nothing was done")
	// ErrForeign: the time is over, and all that came are answers of somebody who is
	// no coordinator, such as a stream that takes in the subjects of requests. It is an
	// ErrUnavailable as well.
	ErrForeign error = sentinel("only somebody who is no coordinator has answered")
	// ErrUnavailable: the time is over, or the connection closed, without a
	// verdict. Whether the request took effect is unknown; the same request
	// under the same [ID] is safe and finds out.
	ErrUnavailable error = sentinel("no verdict in time, the outcome is unknown")
)

type sentinel string

func (s sentinel) Error() string { return string(s) }

// verdict is the coordinator's error as an error that compares with the
// sentinels.
type verdict struct{ said *subjects.Error }

func (v verdict) Error() string        { return v.said.Error() }
func (v verdict) Is(target error) bool { return sentinelOf(v.said.Code) == target }
func (v verdict) Unwrap() error        { return v.said }

func sentinelOf(code subjects.Code) error {
	switch code {
	case subjects.NotOpen:
		return ErrNotOpen
	case subjects.Full:
		return ErrFull
	case subjects.AlreadyOpen:
		return ErrAlreadyOpen
	}
	if known := classroomSentinels[code]; known != nil {
		return known
	}
	if code.Status() == 400 {
		return ErrInvalid
	}
	return nil
}

// verdictOf makes a verdict of an error of package subjects.
func verdictOf(err error) error {
	var e *subjects.Error
	if errors.As(err, &e) {
		return verdict{e}
	}
	return err
}

var classroomSentinels = map[subjects.Code]error{
	subjects.CodeMissing: ErrCodeMissing, subjects.CodeWrong: ErrCodeWrong,
	subjects.CodeExpired: ErrCodeExpired,
	subjects.TicketWrong: ErrTicketWrong, subjects.TicketExpired: ErrTicketExpired,
	subjects.TooMany: ErrTooMany,
	subjects.Struck:  ErrStruck, subjects.NoCode: ErrNoCode,
	subjects.TooManyChecks: ErrTooManyChecks,
	subjects.Upgrading:     ErrUpgrading,
	subjects.NoClass:       ErrNoClass, subjects.Conflict: ErrConflict,
	subjects.NoRecord: ErrNoRecord, subjects.NotKept: ErrNotKept,
	subjects.TooManyCorrections: ErrTooManyCorrections, subjects.Open: ErrOpen,
}

// refused is the error that goes with a refused presence, scan or mark.
func refused(reason subjects.Code, at subjects.Time, position subjects.Position) error {
	message := "the class has no open roll call; ask the teacher to open it"
	switch {
	case reason == subjects.Full:
		message = "the roll is full; tell the teacher"
	case classroomSentinels[reason] != nil:
		message = classroomSentinels[reason].Error()
	}
	return verdict{&subjects.Error{Code: reason, Message: message, Time: at, Position: position}}
}

// Forgotten tells whether err says that a class has a roll call that takes no presences any
// more, for nobody has ended it in time.
func Forgotten(err error) bool {
	e, ok := errors.AsType[*subjects.Error](err)
	return ok && e.Code == subjects.AlreadyOpen && e.Started != 0 &&
		(e.Stale || !subjects.Accepts(e.Started, e.Time))
}
