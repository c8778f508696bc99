package session

import (
	"errors"

	"github.com/chamada/chamada/subjects"
)

// The exit statuses of every command.
const (
	Done    = 0
	Failed  = 1
	Misused = 2 // wrong usage
	Refused = 3 // the coordinator refused
)

// Misuse is wrong usage: a sentence for the person who typed it.
type Misuse string

func (m Misuse) Error() string { return string(m) }

// Refusal is what was refused, in a sentence for the person who asked for it.
type Refusal string

func (r Refusal) Error() string { return string(r) }

// Problem is an error with what it is about and, if Hint is set, what to do
// next that only the command knew.
type Problem struct {
	Subject string
	Hint    string
	Err     error
}

func (p *Problem) Error() string { return p.Subject + ": " + p.Err.Error() }

// Unwrap makes the cause known to errors.Is and errors.As.
func (p *Problem) Unwrap() error { return p.Err }

// ErrSome is the end of a session read from a pipe of which something failed
// and was reported then; ErrSomeRefused when refusals were the worst.
var (
	ErrSome        = errors.New("part of the input failed")
	ErrSomeRefused = errors.New("part of the input was refused")
)

// Exit ends standard output, reports err, the outcome of the whole command, and gives
// its status. A result that could not be written is a failure, whatever else happened.
func (s *Session) Exit(err error) int {
	if s.Finally != nil {
		defer s.Finally()
	}
	unwritten := s.close()
	s.Report(err)
	status := Status(err)
	if status == Misused {
		s.Terminal.Notef("%s: %s", s.Texts.Hint, s.usage())
	}
	switch {
	case unwritten == nil:
		return status
	case !errors.Is(err, unwritten):
		s.Report(unwritten)
	}
	return Failed
}

// usage says how to find out what can be typed, with an example where there is one.
func (s *Session) usage() string {
	if s.Example == "" {
		return s.Texts.HintUsage
	}
	return s.Texts.HintUsage + s.Texts.Say(s.Texts.HintExample, s.Example)
}

// Status is the exit status of a command that returned err.
func Status(err error) int {
	var misuse Misuse
	switch {
	case err == nil:
		return Done
	case errors.As(err, &misuse):
		return Misused
	case refused(err):
		return Refused
	default:
		return Failed
	}
}

// refused tells whether a coordinator has judged that it may not be, or not now. What is
// malformed or was not done for want of something is a failure.
func refused(err error) bool {
	if _, ok := errors.AsType[Refusal](err); ok || errors.Is(err, ErrSomeRefused) {
		return true
	}
	e, ok := errors.AsType[*subjects.Error](err)
	return ok && e.Code.Status() < 500 && e.Code.Status() != 400
}
