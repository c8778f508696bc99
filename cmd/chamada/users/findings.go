package users

import (
	"errors"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

// reportFindings tells what was found in a file, each kind once, and refuses the file for a
// problem, and for a doubt unless somebody is certain.
func (u *users) reportFindings(p *people) error {
	l := p.list
	for _, f := range l.Problems {
		u.Terminal.Notef("%s: %s", u.Texts.Error, u.found.Say(f, l))
	}
	doubt := u.Texts.Error
	if p.certain {
		doubt = u.texts.warning
	}
	for _, f := range l.Doubts {
		u.Terminal.Notef("%s: %s", doubt, u.found.Say(f, l))
	}
	for _, f := range l.Notes {
		u.Terminal.Notef("%s: %s", u.texts.warning, u.found.Say(f, l))
	}
	refused := func(what, hint string) error {
		return &session.Problem{Subject: u.nameOf(p), Err: errors.New(what), Hint: hint}
	}
	switch {
	case len(l.Problems) > 0:
		return refused(u.texts.badFile, u.texts.hintBadFile)
	case len(l.Doubts) > 0 && !p.certain:
		return refused(u.texts.doubtful, u.texts.hintDoubtful)
	default: // each is told once
		l.Doubts, l.Notes = nil, nil
		return nil
	}
}
