package student

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// desk registers whoever comes, until the input ends.
type desk struct {
	*session.Desk
	texts  *words
	self   bool   // it is a student's own: nobody is asked who they are
	class  string // of the last one registered; Enter takes it again
	fixed  bool   // class is the command line's: nobody is asked for one
	doubts doubts
}

// interact asks for matrícula and class, over and over; for the class only where a
// student is logged in, for the matrícula only where class is given. From a pipe it
// reads them in turn; its error then sums up what went wrong.
func (s *student) interact(ctx context.Context, class string) error {
	at, err := s.Sit(ctx, s.texts.welcome)
	if err != nil {
		return err
	}
	defer at.Close()
	s.Again(s.Explain(clients.ErrUnavailable).Hint)
	d := &desk{Desk: at, texts: s.texts, self: subjects.Student(at.Login).Valid(), class: class,
		fixed: class != ""}
	err = d.Serve(ctx, d.serve)
	return d.reportAtExit(err)
}

// serve is for one student. Its error ends the conversation.
func (d *desk) serve(ctx context.Context) error {
	var who, class answer
	var err error
	if !d.self {
		who, err = d.ask(ctx, d.texts.promptStudent, "", d.readStudent)
		if err != nil || who.empty() {
			return err
		}
	}
	if class, err = d.askClass(ctx); err != nil && !d.unfinished(err) {
		return err
	}
	if d.self && class.empty() {
		return nil
	}
	outcome := d.register(ctx, who, class)
	if d.self && d.Terminal.Interactive() && nobodyNamed(outcome) {
		d.self, d.class = false, class.text // a kiosk whose login is a number
		return nil
	}
	if over := d.Conclude(ctx, outcome); over != nil {
		return over
	}
	if d.self && d.fixed { // all that the command line wanted
		return io.EOF
	}
	return err
}

// unfinished tells whether a pipe has ended between a matrícula and its class, which
// then is missing.
func (d *desk) unfinished(err error) bool {
	return errors.Is(err, io.EOF) && !d.self && !d.Terminal.Interactive()
}

// nobodyNamed tells whether the coordinator wants to know who the student is: the
// login is no student's.
func nobodyNamed(err error) bool {
	e, ok := errors.AsType[*subjects.Error](err)
	return ok && e.Code == subjects.InvalidStudent
}

// answer is a line that was read.
type answer struct {
	text string
	line int   // its number in a pipe
	err  error // it could not be read
}

func (a answer) empty() bool { return a.text == "" && a.err == nil }

func (d *desk) askClass(ctx context.Context) (answer, error) {
	if d.fixed {
		return answer{text: d.class}, nil
	}
	return d.ask(ctx, d.classPrompt(), d.class, d.readClass)
}

// ask reads an answer, fallback when it is empty. A person is asked again
// until it is well formed; from a pipe it is taken as it is, or the line
// after would stand for this one.
func (d *desk) ask(ctx context.Context, prompt, fallback string,
	read func(string) (string, error)) (answer, error) {
	for {
		line, err := d.Terminal.ReadLine(ctx, prompt)
		if err != nil && !session.Unreadable(err) {
			return answer{}, err
		}
		got := answer{cmp.Or(strings.TrimSpace(line), fallback), d.Terminal.Lines(), err}
		if !d.Terminal.Interactive() {
			return got, nil
		}
		if session.IsExit(got.text) {
			return answer{}, io.EOF
		}
		if err == nil {
			got.text, err = read(got.text)
		}
		if err == nil {
			return got, nil
		}
		if !got.empty() {
			d.Report(err)
		}
	}
}

// readStudent reads what somebody types for a matrícula.
func (d *desk) readStudent(text string) (string, error) {
	student, err := d.ReadStudent(text)
	if err != nil {
		return text, err
	}
	return string(student), nil
}

func (d *desk) readClass(text string) (string, error) {
	_, err := d.ParseClass(text)
	return text, err
}

// register takes both answers as they are: from a pipe nobody has checked them. Who
// the student is, if it is the one logged in, is for the server to say.
func (d *desk) register(ctx context.Context, who, class answer) error {
	student, err := d.student(who)
	if err != nil {
		return d.At(who.line, err)
	}
	number, err := d.number(class)
	if err != nil {
		return d.At(cmp.Or(class.line, who.line), err)
	}
	id := d.doubts.id(number, student)
	reply, err := d.Client.Present(ctx, number, student, clients.ID(id))
	if errors.Is(err, clients.ErrCodeMissing) && d.Terminal.Interactive() {
		reply, err = d.presentWithCode(ctx, number, student, id, err)
	}
	d.doubts.resolve(doubt{number, student, id}, err)
	if err != nil {
		return d.At(cmp.Or(who.line, class.line), d.problem(number, student, id, err))
	}
	d.class = class.text
	d.ShowPresence(reply)
	return nil
}

// presentWithCode asks for the room's code, which the roll call wants, until it is right
// or nothing is typed.
func (d *desk) presentWithCode(
	ctx context.Context, class subjects.Class, student subjects.Student, id string, missing error,
) (reply subjects.Presence, err error) {
	err = missing
	for {
		code, ended := d.Terminal.ReadLine(ctx, d.texts.promptCode)
		if ended != nil || strings.TrimSpace(code) == "" {
			return reply, err
		}
		reply, err = d.Client.PresentWith(ctx, class, student, subjects.Proof{Code: code},
			clients.ID(id))
		if !errors.Is(err, clients.ErrCodeWrong) && !errors.Is(err, clients.ErrCodeExpired) {
			return reply, err
		}
		d.Report(err)
	}
}

func (d *desk) student(who answer) (subjects.Student, error) {
	if d.self || who.err != nil {
		return "", who.err
	}
	return d.ParseStudent(who.text)
}

func (d *desk) number(class answer) (subjects.Class, error) {
	switch {
	case class.err != nil:
		return 0, class.err
	case class.text == "":
		return 0, session.Misuse(d.Texts.MissingClass)
	default:
		return d.ParseClass(class.text)
	}
}

// problem says who err is about, and how to find out what came of it.
func (d *desk) problem(class subjects.Class, student subjects.Student, id string, err error) error {
	who := cmp.Or(string(student), d.Login)
	problem := &session.Problem{Subject: d.Texts.Say(d.texts.studentInClass, who, class), Err: err}
	if session.Unknown(err) && !d.Terminal.Interactive() {
		problem.Hint = d.Texts.Say(d.texts.askWith, doubt{class, student, id}.command(d.Session))
	}
	return problem
}

func (d *desk) classPrompt() string {
	if d.class == "" {
		return d.Texts.PromptClass
	}
	return d.Texts.Say(d.texts.promptClassAgain, d.class)
}
