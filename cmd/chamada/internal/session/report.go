package session

import (
	"errors"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

// Report says on standard error what went wrong and what to do next.
func (s *Session) Report(err error) {
	if err == nil || errors.Is(err, ErrSome) || errors.Is(err, ErrSomeRefused) {
		return // nothing, or reported already
	}
	said := s.words(err)
	if problem, ok := errors.AsType[*Problem](err); ok {
		said.What = problem.Subject + ": " + said.What
		if problem.Hint != "" {
			said.Hint = problem.Hint
		}
	}
	s.Terminal.Notef("%s: %s", s.Texts.Error, s.refusedAt(err, said.What))
	if said.Hint != "" {
		s.Terminal.Notef("%s: %s", s.Texts.Hint, said.Hint)
	}
}

// refusedAt adds the time of a refusal to what is said of it. That a roll call is open
// already says a time as it is.
func (s *Session) refusedAt(err error, message string) string {
	e, ok := errors.AsType[*subjects.Error](err)
	if !ok || e.Time == 0 || e.Code == subjects.AlreadyOpen {
		return message
	}
	return s.Texts.Say(s.Texts.RefusedAt, message, s.Texts.Date(e.Time))
}

// words explain err, also what has gone wrong at this terminal only.
func (s *Session) words(err error) texts.Explanation {
	if w, ok := errors.AsType[*terminal.WriteError](err); ok {
		return s.unwritten(w)
	}
	if errors.Is(err, terminal.ErrTooLong) {
		return texts.Explanation{What: s.Texts.TooLong, Hint: s.Texts.HintTooLong}
	}
	if problem, ok := errors.AsType[*Problem](err); ok {
		err = problem.Err
	}
	return s.Explain(err)
}
