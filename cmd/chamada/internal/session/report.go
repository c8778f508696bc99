package session

import (
	"context"
	"errors"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

// Report says on standard error what went wrong and what to do next.
func (s *Session) Report(err error) {
	if err == nil || errors.Is(err, ErrSome) || errors.Is(err, ErrSomeRefused) {
		return // nothing, or reported already
	}
	message, hint := s.explain(err)
	var problem *Problem
	if errors.As(err, &problem) {
		message = problem.Subject + ": " + message
		if problem.Hint != "" {
			hint = problem.Hint
		}
	}
	s.Terminal.Notef("%s: %s", s.Texts.Error, s.refusedAt(err, message))
	if hint != "" {
		s.Terminal.Notef("%s: %s", s.Texts.Hint, hint)
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

func (s *Session) explain(err error) (message, hint string) {
	if f, ok := errors.AsType[*clients.ForbiddenError](err); ok {
		return s.forbidden(f)
	}
	if w, ok := errors.AsType[*terminal.WriteError](err); ok {
		return s.unwritten(w)
	}
	for _, known := range s.explanations() {
		if errors.Is(err, known.err) {
			return known.message(err), known.hint
		}
	}
	var problem *Problem
	if errors.As(err, &problem) {
		err = problem.Err
	}
	return err.Error(), ""
}

type explanation struct {
	err     error
	message func(error) string
	hint    string
}

// explanations go from the more to the less telling: an operation that Ctrl-C
// stopped is both interrupted and without a verdict.
func (s *Session) explanations() []explanation {
	t := s.Texts
	say := func(text string) func(error) string { return func(error) string { return text } }
	return []explanation{
		{clients.ErrNotOpen, say(t.NotOpen), t.HintNotOpen},
		{clients.ErrFull, say(t.Full), t.HintFull},
		{clients.ErrCodeMissing, say(t.CodeMissing), t.HintCode},
		{clients.ErrCodeWrong, say(t.CodeWrong), t.HintCode},
		{clients.ErrCodeExpired, say(t.CodeExpired), t.HintCodeExpired},
		{clients.ErrTicketWrong, say(t.TicketWrong), t.HintCode},
		{clients.ErrTicketExpired, say(t.TicketExpired), t.HintCode},
		{clients.ErrTooMany, say(t.TooMany), t.HintTooMany},
		{clients.ErrStruck, say(t.Struck), t.HintStruck},
		{clients.ErrNoCode, say(t.NoCode), t.HintNoCode},
		{clients.ErrTooManyChecks, say(t.TooManyChecks), t.HintTooManyChecks},
		{clients.ErrUpgrading, say(t.Upgrading), t.HintUpgrading},
		{clients.ErrAlreadyOpen, s.alreadyOpen, t.HintAlreadyOpen},
		{clients.ErrLoggedOut, say(t.LoggedOut), t.HintLoggedOut},
		{clients.ErrInvalid, say(t.Invalid), s.hintFor(t.HintInvalidClass, t.HintInvalid)},
		{clients.ErrOverloaded, say(t.Overloaded), s.hintFor(t.HintAgainTeacher, t.HintAgain)},
		{clients.ErrForeign, say(t.Foreign), t.HintForeign},
		{clients.ErrOlder, say(t.Older), t.HintOlder},
		{clients.ErrUnavailable, say(t.Unavailable), s.hintFor(t.HintAgainTeacher, t.HintAgain)},
		{terminal.ErrTooLong, say(t.TooLong), t.HintTooLong},
		{context.Canceled, say(t.Interrupted), ""},
		{clients.ErrNoCoordinator, say(t.NoCoordinator), t.HintNoCoordinator},
	}
}

// forbidden says what a person may not do, for whatever reason.
func (s *Session) forbidden(f *clients.ForbiddenError) (message, hint string) {
	t, student := s.Texts, f.Subject == subjects.StudentPresent
	switch {
	case !strings.HasPrefix(f.Subject, subjects.Root): // where replies go
		return t.Deaf, t.HintDeaf
	case f.Denied && student:
		return t.MayNotAttend, t.HintMayNotAttend
	case f.Denied:
		return t.MayNotTeach, t.HintMayNotTeach
	case student:
		return t.OtherStudent, t.HintOtherStudent
	default:
		return t.OtherTeacher, t.HintOtherTeacher
	}
}

func (s *Session) alreadyOpen(err error) string {
	e, ok := errors.AsType[*subjects.Error](err)
	switch {
	case !ok || e.Started == 0:
		return s.Texts.AlreadyOpen
	case Forgotten(err):
		return s.Texts.Say(s.Texts.Forgotten, s.Texts.Date(e.Started))
	default:
		return s.Texts.AlreadyOpen + " " + s.Texts.Since(e.Started)
	}
}

// hintFor is one of two hints.
func (s *Session) hintFor(teacher, student string) string {
	if s.Teaching {
		return teacher
	}
	return student
}
