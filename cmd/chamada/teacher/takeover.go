package teacher

import (
	"context"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// takeOver goes on with a roll call that was opened elsewhere or before, if that is
// what is wanted. A pipe cannot be asked: the refusal counts, and it may end the roll
// call only if it was told to beforehand. Nobody is asked about one that is not
// theirs.
func (d *desk) takeOver(ctx context.Context, class subjects.Class, refusal error) error {
	if !d.Terminal.Interactive() && !d.takesOver {
		return d.problem(class, d.texts.hintTakeOverPipe, refusal)
	}
	list, err := d.at.Client.List(ctx, class, false)
	if err != nil {
		return d.since(class, refusal, err)
	}
	roll := d.open.add(class)
	roll.found(list.Roll, list.Started, list.Time)
	if clients.Forgotten(refusal) { // the server counts running time, which times do not tell
		roll.until = time.Time{}
	}
	switch {
	case d.takesOver:
		d.Report(d.About(class, "", refusal))
	case roll.forgotten():
		return d.anew(ctx, roll, list, refusal)
	case !d.goesOn(ctx, list, refusal):
		d.open.remove(class)
		return nil
	}
	d.showArrivals(ctx, roll)
	return nil
}

// since is the error of an open roll call that may not be taken over, and since when
// that is open.
func (d *desk) since(class subjects.Class, refusal, err error) error {
	about := d.About(class, "", err)
	if p, ok := about.(*session.Problem); ok {
		if e := openedAt(refusal); e != 0 {
			p.Subject = d.Texts.Say(d.texts.classSince, class, d.Texts.Date(e))
		}
	}
	return about
}

// goesOn asks whether the roll call that was found is to be gone on with. At the end
// of input it is not, and the next line read says so again.
func (d *desk) goesOn(ctx context.Context, list subjects.Roll, refusal error) bool {
	d.Report(d.problem(list.Class, d.texts.hintTakeOver, refusal))
	question := d.Texts.Say(d.texts.promptTakeOver, d.Texts.Present(len(list.Students)))
	for {
		answer, err := d.Terminal.Ask(ctx, question)
		if err != nil {
			return false
		}
		if yes, ok := d.Texts.YesOrNo(answer); ok {
			return yes
		}
		d.Terminal.Notef("%s", d.Texts.AnswerYesOrNo)
	}
}

// anew offers the list of a roll call that takes nobody any more and a new one, in
// one step. The number of the class is an answer, too: the second time it is typed
// it ends the roll call, now as later.
func (d *desk) anew(ctx context.Context, roll *roll, list subjects.Roll, refusal error) error {
	d.Report(d.problem(roll.class, d.texts.hintAnew, refusal))
	question := d.Texts.Say(d.texts.promptAnew, d.Texts.Present(len(list.Students)))
	for {
		answer, err := d.Terminal.Ask(ctx, question)
		if err != nil {
			return nil
		}
		if class, err := subjects.ParseClass(answer); err == nil && class == roll.class {
			return d.end(ctx, roll)
		}
		switch yes, ok := d.Texts.YesOrNo(answer); {
		case ok && yes:
			return d.endAndStart(ctx, roll)
		case ok:
			return nil
		}
		d.Terminal.Notef("%s", d.Texts.AnswerYesOrNo)
	}
}

func (d *desk) endAndStart(ctx context.Context, roll *roll) error {
	if err := d.end(ctx, roll); err != nil {
		return err
	}
	return d.start(ctx, d.open.add(roll.class))
}

// endIfMeant asks first: the number was not typed anew, and may have come from the
// history by accident. Only a yes ends the roll call.
func (d *desk) endIfMeant(ctx context.Context, roll *roll) error {
	list, err := d.at.Client.List(ctx, roll.class, false)
	if err != nil {
		return d.over(ctx, roll, err)
	}
	question := d.Texts.Say(d.texts.promptEnd, roll.class, d.Texts.Present(len(list.Students)))
	answer, err := d.Terminal.Ask(ctx, question)
	if err == nil && d.Texts.Yes(answer) {
		return d.end(ctx, roll)
	}
	d.Terminal.Notef(d.texts.goesOn, roll.class)
	return nil
}
