package student

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/chamada/chamada/clients/session"
)

// desk registers whoever comes, until the input ends.
type desk struct {
	*session.Desk
	class string // of the last one registered; Enter takes it again
}

// converse asks for matrícula and class, over and over. From a pipe it reads
// the two in turn; its error then sums up what went wrong.
func converse(ctx context.Context, s *session.Session) error {
	at, err := s.Sit(ctx, s.Texts.WelcomeStudent)
	if err != nil {
		return err
	}
	defer at.Close()
	d := &desk{Desk: at}
	return d.Serve(ctx, d.serve)
}

// serve is for one student. Its error ends the conversation.
func (d *desk) serve(ctx context.Context) error {
	matricula, err := d.ask(ctx, d.Texts.PromptStudent, "", func(s string) error { _, err := d.ParseStudent(s); return err })
	if err != nil || matricula == "" {
		return err
	}
	class, err := d.ask(ctx, d.classPrompt(), d.class, func(s string) error { _, err := d.ParseClass(s); return err })
	if err != nil && (d.Terminal.Interactive() || !errors.Is(err, io.EOF)) {
		return err
	}
	if over := d.Settle(ctx, d.register(ctx, matricula, class)); over != nil {
		return over
	}
	return err
}

// ask reads an answer, fallback when it is empty. A person is asked again
// until it is well formed; from a pipe it is taken as it is, or the line
// after would stand for this one.
func (d *desk) ask(ctx context.Context, prompt, fallback string, check func(string) error) (string, error) {
	for {
		line, err := d.Terminal.ReadLine(ctx, prompt)
		if err != nil {
			return "", err
		}
		answer := cmp.Or(strings.TrimSpace(line), fallback)
		if !d.Terminal.Interactive() {
			return answer, nil
		}
		wrong := check(answer)
		if wrong == nil {
			return answer, nil
		}
		if answer != "" {
			d.Report(wrong)
		}
	}
}

// register takes the text of both answers: from a pipe nobody has checked them.
func (d *desk) register(ctx context.Context, matricula, number string) error {
	student, err := d.ParseStudent(matricula)
	if err != nil {
		return err
	}
	if number == "" {
		return session.Misuse(d.Texts.MissingClass)
	}
	class, err := d.ParseClass(number)
	if err != nil {
		return err
	}
	reply, err := d.Client.Present(ctx, class, student)
	if err != nil {
		return &session.Problem{Subject: d.Texts.Say(d.Texts.StudentInClass, student, class), Err: err}
	}
	d.class = number
	d.ShowPresence(reply)
	return nil
}

func (d *desk) classPrompt() string {
	if d.class == "" {
		return d.Texts.PromptClass
	}
	return d.Texts.Say(d.Texts.PromptClassAgain, d.class)
}
