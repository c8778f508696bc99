package session

import (
	"errors"
	"strings"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/clients/texts"
)

// explainer explains errors to who sits here.
func (s *Session) explainer() texts.Explainer {
	said := []texts.Explanations{s.Texts.Said}
	if s.Teaching {
		said = append([]texts.Explanations{s.Texts.SaidToTeachers}, said...)
	}
	if s.OfClasses {
		said = append([]texts.Explanations{s.Texts.SaidOfClasses}, said...)
	}
	return texts.Explainer{Said: said, Date: s.Texts.Date, Connection: &s.Texts.Unconnected}
}

// Explain says what err is and, where that is known, what to do. Without words for it, it
// is the error's own sentence.
func (s *Session) Explain(err error) texts.Explanation {
	if e, ok := s.explainer().Explain(err); ok {
		return s.withField(e, err)
	}
	return texts.Explanation{What: err.Error()}
}

// Unconnected is that there is no connection, because of err. An address that was typed is
// wrong usage.
func (s *Session) Unconnected(err error) error {
	if bad, ok := errors.AsType[*connect.AddressError](err); ok && !bad.From.Context {
		e := s.Explain(err)
		return &Problem{Subject: s.Texts.Connection, Hint: e.Hint, Err: Misuse(e.What)}
	}
	return &Problem{Subject: s.Texts.Connection, Err: err}
}

// ignored says that the selected context is of no use, and how to be rid of it.
func (s *Session) ignored(bad *connect.ContextError) {
	t := &s.Texts.Unconnected
	s.Terminal.Notef(t.IgnoredContext, s.Explain(bad).What)
	s.Terminal.Notef("%s: %s", s.Texts.Hint, t.HintForget)
}

// trouble says at once what is in the way, while it is tried again.
func (s *Session) trouble(u *connect.Unconnected) {
	s.Terminal.Notef("%s", s.Explain(u).What)
}

// waitingServer says which servers are waited for.
func (s *Session) waitingServer(t connect.Target) {
	where := s.Texts.Unconnected.Whence(strings.Join(t.Servers, ", "), t.From)
	s.Terminal.Notef("%s %s", s.Texts.WaitingServer, where)
}
