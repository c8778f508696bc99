// Package person is the command line for what is kept of one student: all of it, and its erasure.
package person

import (
	"context"

	"github.com/nats-io/nuid"
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// words are all that "chamada person" says to people, in one language. What is formatted takes the
// same in both.
type words struct {
	short, long, student          string
	exportShort, eraseShort       string
	eraseLong                     string
	flagReason, flagYes, flagOut  string
	exampleReason                 string
	missingStudent, missingReason string
	missingYes                    string
	askReason                     string
	confirm                       string // student, lists, records; then the number is typed
	notConfirmed                  string
	erased                        string // records, hours
	erasedLogin                   string // hours
	loginInFiles                  string
	exported                      string // student, file
	person                        string // student
	fileExists, hintFileExists    string
	noFile, noPermission          string
}

var languages = texts.NewSet(&portuguese, &english)

// person is what the commands of "chamada person" share.
type person struct {
	*session.Session
	texts *words
	id    string
	json  bool
}

// Command is "chamada person", in the session's language.
func Command(s *session.Session) *cobra.Command {
	p := &person{Session: s, texts: languages.In(s.Language)}
	cmd := &cobra.Command{
		Use:   "person",
		Short: p.texts.short,
		Long:  p.texts.long,
		Example: "  chamada person export 042191010 --user admin\n" +
			"  chamada person erase 042191010 --user admin",
		Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.exportCommand(), p.eraseCommand())
	return s.Use(cmd)
}

// oneStudent is for commands that take the number of a student.
func (p *person) oneStudent(_ *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return session.Misuse(p.texts.missingStudent)
	case len(args) > 1:
		return p.NoArguments(nil, args[1:])
	}
	_, err := p.ParseStudent(args[0])
	return err
}

// ask connects and asks, under one id.
func (p *person) ask(ctx context.Context, student string, do func(context.Context, *clients.Client,
	...clients.Option) error) error {
	if p.id != "" && subjects.CheckID(p.id) != nil {
		return session.Misuse(p.Texts.BadID)
	}
	if p.id == "" {
		p.id = nuid.Next()
	}
	nc, client, err := p.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	return p.about(student, do(ctx, client, clients.ID(p.id)))
}

// about says which student err is about, and how to find out what has become of a request.
func (p *person) about(student string, err error) error {
	if err == nil {
		return nil
	}
	problem, ok := err.(*session.Problem)
	if !ok {
		problem = &session.Problem{Subject: p.Texts.Say(p.texts.person, student), Err: err}
	}
	if problem.Hint == "" && isUnknown(err) {
		problem.Hint = p.Texts.Say(p.Texts.HintSameID, p.id)
	}
	return problem
}
