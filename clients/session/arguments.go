package session

import (
	"errors"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/spf13/cobra"
)

// NoArguments is for commands that take none; on one with subcommands an
// argument is one that does not exist.
func (s *Session) NoArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasSubCommands():
		return Misuse(s.Texts.Say(s.Texts.UnknownCommand, args[0], cmd.CommandPath()))
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

// ParseClass reads a class; the error is a [Misuse].
func (s *Session) ParseClass(text string) (subjects.Class, error) {
	class, err := subjects.ParseClass(text)
	if err != nil {
		return 0, Misuse(s.Texts.Say(s.Texts.BadClass, text))
	}
	return class, nil
}

// ParseStudent reads a matrícula; the error is a [Misuse].
func (s *Session) ParseStudent(text string) (subjects.Student, error) {
	student, err := subjects.ParseStudent(text)
	if err != nil {
		return "", Misuse(s.Texts.Say(s.Texts.BadStudent, text))
	}
	return student, nil
}

// About says which class err is about. When the outcome is unknown it gives
// the id to ask again under, which is what finds out.
func (s *Session) About(class subjects.Class, id string, err error) error {
	if err == nil {
		return nil
	}
	if problem, ok := errors.AsType[*Problem](err); ok {
		return problem // it has been said
	}
	problem := &Problem{Subject: s.Texts.Say(s.Texts.Class, class), Err: err}
	if id != "" && errors.Is(err, clients.ErrUnavailable) {
		problem.Hint = s.Texts.Say(s.Texts.HintSameID, id)
		if errors.Is(err, clients.ErrForeign) {
			problem.Hint = s.Texts.HintForeign + "; " + problem.Hint
		}
	}
	return problem
}
