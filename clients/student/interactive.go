package student

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/subjects"
)

// desk registers whoever comes, until the input ends.
type desk struct {
	*session.Desk
	self  bool   // it is a student's own: nobody is asked who they are
	class string // of the last one registered; Enter takes it again
}

// converse asks for matrícula and class, over and over. From a pipe it reads
// the two in turn; its error then sums up what went wrong. A student who is
// logged in is asked for the class only.
func converse(ctx context.Context, s *session.Session) error {
	at, err := s.Sit(ctx, s.Texts.WelcomeStudent)
	if err != nil {
		return err
	}
	defer at.Close()
	s.Again(s.Texts.HintAgain)
	d := &desk{Desk: at, self: subjects.Student(at.Login).Valid()}
	return d.Serve(ctx, d.serve)
}

// serve is for one student. Its error ends the conversation.
func (d *desk) serve(ctx context.Context) error {
	matricula := ""
	if !d.self {
		var err error
		matricula, err = d.ask(ctx, d.Texts.PromptStudent, "", func(s string) error { _, err := d.ParseStudent(s); return err })
		if err != nil || matricula == "" {
			return err
		}
	}
	class, err := d.ask(ctx, d.classPrompt(), d.class, func(s string) error { _, err := d.ParseClass(s); return err })
	if err != nil && (d.self || d.Terminal.Interactive() || !errors.Is(err, io.EOF)) {
		return err
	}
	if d.self && class == "" {
		return nil
	}
	outcome := d.register(ctx, matricula, class)
	if d.self && d.Terminal.Interactive() && nobodyNamed(outcome) {
		d.self, d.class = false, class // a kiosk whose login is a number
		return nil
	}
	if over := d.Settle(ctx, outcome); over != nil {
		return over
	}
	return err
}

// nobodyNamed tells whether the coordinator wants to know who the student is: the
// login is no student's.
func nobodyNamed(err error) bool {
	e, ok := errors.AsType[*subjects.Error](err)
	return ok && e.Code == subjects.InvalidStudent
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
// Who the student is, if it is the one logged in, is for the server to say.
func (d *desk) register(ctx context.Context, matricula, number string) (err error) {
	var student subjects.Student
	if !d.self {
		if student, err = d.ParseStudent(matricula); err != nil {
			return err
		}
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
		who := cmp.Or(string(student), d.Login)
		return &session.Problem{Subject: d.Texts.Say(d.Texts.StudentInClass, who, class), Err: err}
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
