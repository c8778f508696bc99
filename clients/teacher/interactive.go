package teacher

import (
	"context"
	"errors"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/session"
	"github.com/chamada/chamada/subjects"
)

// desk opens and ends roll calls by their class number, until the input ends.
type desk struct {
	*session.Desk
	open rolls
}

// converse reads class numbers: the first time one is typed it opens the roll
// call, the next time it ends it. From a pipe the error sums up what went wrong.
func converse(ctx context.Context, s *session.Session) error {
	at, err := s.Sit(ctx, s.Texts.WelcomeTeacher)
	if err != nil {
		return err
	}
	defer at.Close()
	d := &desk{Desk: at}
	err = d.Serve(ctx, d.serve)
	d.warnOpen()
	return err
}

// serve is for one line. Its error ends the conversation.
func (d *desk) serve(ctx context.Context) error {
	line, err := d.Terminal.ReadLine(ctx, d.Texts.PromptClass)
	line = strings.TrimSpace(line)
	if err != nil || line == "" {
		return err
	}
	class, verdict := d.ParseClass(line)
	if verdict == nil {
		verdict = d.toggle(ctx, class)
	}
	return d.Settle(ctx, verdict)
}

func (d *desk) toggle(ctx context.Context, class subjects.Class) error {
	if roll := d.open.find(class); roll != nil {
		return d.end(ctx, roll)
	}
	started, err := d.Client.Start(ctx, class)
	switch {
	case errors.Is(err, clients.ErrAlreadyOpen):
		return d.takeOver(ctx, class, err)
	case err != nil:
		return d.About(class, "", err)
	}
	showStarted(d.Session, started)
	d.follow(ctx, d.open.add(class))
	return nil
}

// takeOver goes on with a roll call that was opened elsewhere or before, if
// that is what is wanted. A pipe cannot be asked: it goes on, and the refusal
// counts.
func (d *desk) takeOver(ctx context.Context, class subjects.Class, refusal error) error {
	if !d.Terminal.Interactive() {
		d.open.add(class)
		return d.About(class, "", refusal)
	}
	d.Report(&session.Problem{Subject: d.Texts.Say(d.Texts.Class, class), Hint: d.Texts.HintTakeOver, Err: refusal})
	yes, err := d.confirm(ctx, d.Texts.PromptTakeOver)
	if err == nil && yes {
		d.follow(ctx, d.open.add(class))
	}
	return nil // at the end of input the next line read says so again
}

func (d *desk) confirm(ctx context.Context, prompt string) (yes bool, err error) {
	for {
		answer, err := d.Terminal.ReadLine(ctx, prompt)
		if err != nil {
			return false, err
		}
		if yes, ok := d.Texts.YesOrNo(answer); ok {
			return yes, nil
		}
	}
}

// end keeps a roll whose end has no verdict: the number typed again asks
// again under the same id, and gets the list even if it has ended by then.
func (d *desk) end(ctx context.Context, roll *roll) error {
	roll.stop()
	list, err := d.Client.End(ctx, roll.class, true, clients.ID(roll.end))
	if err == nil {
		d.Again(d.Texts.Say(d.Texts.SeeAgain, roll.class))
		d.ShowRoll(list, true)
	}
	if err == nil || errors.Is(err, clients.ErrNotOpen) || errors.Is(err, clients.ErrForbidden) {
		d.open.remove(roll.class)
		return d.About(roll.class, "", err)
	}
	d.follow(ctx, roll)
	return &session.Problem{Subject: d.Texts.Say(d.Texts.Class, roll.class), Hint: d.Texts.HintTypeAgain, Err: err}
}

// warnOpen says what stays open when the program ends.
func (d *desk) warnOpen() {
	for _, class := range d.open.classes() {
		d.Terminal.Notef(d.Texts.StaysOpen, class, class)
	}
}
