package session

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// NoArguments is for commands that take none; on one with subcommands an
// argument is one that does not exist.
func (s *Session) NoArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasSubCommands():
		return s.unknownCommand(cmd, args[0])
	default:
		return Misuse(s.Texts.Say(s.Texts.TooManyArguments, args[0]))
	}
}

// OneClass is for commands that take a class.
func (s *Session) OneClass(_ *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return Misuse(s.Texts.MissingClass)
	case 1:
		_, err := s.ParseClass(args[0])
		return err
	default:
		return Misuse(s.Texts.Say(s.Texts.TooManyArguments, args[1]))
	}
}

// FirstClass is for commands that ask for classes, and may be given the first.
func (s *Session) FirstClass(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || strings.Trim(args[0], "0123456789") != "" {
		return s.NoArguments(cmd, args)
	}
	return s.OneClass(cmd, args)
}

// ParseClass reads a class; the error is a [Misuse].
func (s *Session) ParseClass(text string) (subjects.Class, error) {
	class, err := subjects.ParseClass(text)
	switch {
	case err == nil:
		return class, nil
	case text != "" && strings.Trim(text, "0") == "":
		return 0, Misuse(s.Texts.ZeroClass)
	case strings.Trim(text, "0123456789") == "" && text != "":
		return 0, Misuse(s.Texts.Say(s.Texts.LargeClass, text))
	default:
		return 0, Misuse(s.Texts.Say(s.Texts.BadClass, text))
	}
}

// ParseStudent reads a matrícula; the error is a [Misuse].
func (s *Session) ParseStudent(text string) (subjects.Student, error) {
	student, err := subjects.ParseStudent(text)
	if err != nil {
		return "", Misuse(s.Texts.Say(s.Texts.BadStudent, text))
	}
	return student, nil
}

// ReadStudent reads a matrícula as people write it, with dots, slashes, hyphens and
// spaces between its digits, and says what it understood when that is not what is
// there. The error is a [Misuse].
func (s *Session) ReadStudent(text string) (subjects.Student, error) {
	digits := subjects.Unseparated(text)
	student, err := s.ParseStudent(digits)
	switch {
	case err != nil:
		return s.ParseStudent(text) // which says what is wrong with what was typed
	case digits != text:
		s.Terminal.Notef(s.Texts.UnderstoodAs, digits)
	}
	return student, nil
}

// About says which class err is about, and what to do next where that takes the
// class. When the outcome is unknown it gives the id to ask again under, which is
// what finds out.
func (s *Session) About(class subjects.Class, id string, err error) error {
	if err == nil {
		return nil
	}
	if problem, ok := errors.AsType[*Problem](err); ok {
		return problem // it has been said
	}
	problem := &Problem{Subject: s.Texts.Say(s.Texts.Class, class), Err: err}
	switch {
	case id != "" && errors.Is(err, clients.ErrUnavailable):
		problem.Hint = s.Texts.Say(s.Texts.HintSameID, id)
		if errors.Is(err, clients.ErrForeign) {
			problem.Hint = s.Explain(clients.ErrForeign).Hint + "; " + problem.Hint
		}
	case s.Teaching && errors.Is(err, clients.ErrNotOpen):
		problem.Hint = s.Texts.Say(s.Texts.HintStart, s.Typed(class))
	case clients.Forgotten(err):
		problem.Hint = s.Texts.Say(s.Texts.HintForgotten, s.Typed(class))
	}
	return problem
}
