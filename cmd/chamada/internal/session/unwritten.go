package session

import (
	"errors"
	"os"
	"strings"
	"syscall"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

// Again notes how what is written next can be had again, should it not get where it
// should.
func (s *Session) Again(hint string) { s.again = append(s.again, hint) }

// close ends standard output. The error is a [*terminal.WriteError].
func (s *Session) close() error {
	if s.Terminal.Unwritten() != nil && len(s.again) > 1 {
		s.again = s.again[len(s.again)-1:] // what came before the last was written
	}
	return s.Terminal.Close()
}

// unwritten says that results are not where they should be, why, and how to have them
// again.
func (s *Session) unwritten(err *terminal.WriteError) texts.Explanation {
	return texts.Explanation{
		What: s.Texts.Say(s.Texts.Unwritten, s.whyUnwritten(err)),
		Hint: strings.Join(s.again, "; "),
	}
}

func (s *Session) whyUnwritten(err *terminal.WriteError) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return s.Texts.WhyNoSpace
	case errors.Is(err, syscall.EPIPE):
		return s.Texts.WhyNoReader
	case errors.Is(err, os.ErrClosed), errors.Is(err, syscall.EBADF):
		return s.Texts.WhyClosed
	}
	if cause, ok := errors.AsType[*os.PathError](err); ok {
		return cause.Err.Error()
	}
	return err.Err.Error()
}
