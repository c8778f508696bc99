package teacher

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// desk opens and ends roll calls by their class number, until the input ends.
type desk struct {
	*teacher
	at        *session.Desk
	first     string // what the command line says before anything is typed
	takesOver bool   // roll calls that were opened elsewhere, without asking
	page      string // where phones find the page; empty: the picture holds the code alone
	open      rolls
}

// interact reads class numbers: the first time one is typed it opens the roll
// call, the next time it ends it. From a pipe the error sums up what went wrong.
func (t *teacher) interact(ctx context.Context, d *desk) error {
	at, err := t.Sit(ctx, t.texts.welcome)
	if err != nil {
		return err
	}
	defer at.Close()
	d.teacher, d.at = t, at
	err = at.Serve(ctx, d.serve)
	return d.reportAtExit(err)
}

// serve is for one line. Its error ends the conversation.
func (d *desk) serve(ctx context.Context) error {
	line, err := d.next(ctx)
	line = strings.TrimSpace(line)
	switch {
	case session.Unreadable(err):
		return d.at.Conclude(ctx, d.at.At(d.Terminal.Lines(), err))
	case err != nil || line == "":
		return err
	case d.Terminal.Interactive() && session.IsExit(line):
		return io.EOF
	default:
		return d.at.Conclude(ctx, d.at.At(d.Terminal.Lines(), d.obey(ctx, line)))
	}
}

func (d *desk) next(ctx context.Context) (line string, err error) {
	if line, d.first = d.first, ""; line != "" {
		return line, nil
	}
	return d.Terminal.ReadLine(ctx, d.Texts.PromptClass)
}

func (d *desk) obey(ctx context.Context, line string) error {
	if word, rest, _ := strings.Cut(line, " "); isList(word) {
		return d.list(ctx, strings.TrimSpace(rest))
	}
	number, how, _ := strings.Cut(line, " ")
	how = strings.TrimSpace(how)
	if _, err := strconv.Atoi(how); err != nil && !isCode(how) {
		number, how = line, "" // it is no class, and told as a whole
	}
	class, err := d.ParseClass(number)
	switch {
	case err != nil:
		return err
	case how != "":
		return d.withCode(ctx, class, how)
	default:
		return d.toggle(ctx, class)
	}
}

// toggle opens the roll call of class, or ends the one that is open here.
func (d *desk) toggle(ctx context.Context, class subjects.Class) error {
	roll := d.open.find(class)
	switch {
	case roll == nil:
		return d.start(ctx, d.open.add(class))
	case roll.starting:
		return d.start(ctx, roll)
	case roll.ending || d.Terminal.Typed():
		return d.end(ctx, roll)
	default:
		return d.endIfMeant(ctx, roll)
	}
}

// start keeps a roll whose start has no verdict: the number typed again asks again
// under the same id.
func (d *desk) start(ctx context.Context, roll *roll) error {
	started, err := d.startRoll(ctx, roll)
	switch uncoded := d.uncoded(roll.class, err); {
	case err == nil, uncoded != nil:
		roll.starting = false
		roll.found(started.Roll, started.Time, started.Time)
		d.showStarted(started)
		d.showArrivals(ctx, roll)
		return uncoded
	case session.Unknown(err) || roll.starting && !session.Answered(err):
		roll.starting = true
		return d.problem(roll.class, d.texts.hintTypeToOpen, err)
	}
	d.open.remove(roll.class)
	if errors.Is(err, clients.ErrAlreadyOpen) {
		return d.takeOver(ctx, roll.class, err)
	}
	return d.About(roll.class, "", err)
}

// end keeps a roll whose end has no verdict: the number typed again asks
// again under the same id, and gets the list even if it has ended by then.
func (d *desk) end(ctx context.Context, roll *roll) error {
	roll.stop()
	list, err := d.at.Client.End(ctx, roll.class, true, clients.ID(roll.end))
	switch {
	case err == nil:
		d.open.remove(roll.class)
		d.showEnded(ctx, list)
		return nil
	case session.Answered(err):
		return d.over(ctx, roll, err)
	}
	if roll.ending = roll.ending || session.Unknown(err); !roll.ending {
		d.showArrivals(ctx, roll)
	}
	return d.problem(roll.class, d.texts.hintTypeAgain, err)
}

// over is for a roll call that is not ours to end any more, because of err: where
// somebody else has ended it, its list can be had all the same.
func (d *desk) over(ctx context.Context, roll *roll, err error) error {
	if session.Answered(err) {
		d.open.remove(roll.class)
	}
	if errors.Is(err, clients.ErrNotOpen) && d.Terminal.Interactive() && d.showLast(ctx, roll) {
		return nil
	}
	return d.About(roll.class, "", err)
}

// showLast shows the list of a roll call that somebody else has ended, if it is still
// the last one of its class.
func (d *desk) showLast(ctx context.Context, roll *roll) (shown bool) {
	list, err := d.at.Client.Last(ctx, roll.class, true)
	if err != nil || list.Roll != roll.id {
		return false
	}
	d.showEnded(ctx, list)
	return true
}

// showEnded shows a list for good, and says how to have it again.
func (d *desk) showEnded(ctx context.Context, list subjects.Roll) {
	d.Again(d.Texts.Say(d.texts.seeAgain, d.Typed(list.Class)))
	d.showRoll(ctx, d.at.Client, list, true)
	if d.Terminal.Interactive() {
		d.Terminal.Notef(d.texts.seeAgain, d.Typed(list.Class))
	}
}

// list shows who is there so far: in the class that is named, otherwise in all that
// are open here.
func (d *desk) list(ctx context.Context, named string) error {
	if named != "" {
		class, err := d.ParseClass(named)
		if err != nil {
			return err
		}
		return d.listOne(ctx, class)
	}
	open := d.open.all()
	if len(open) == 0 {
		d.Terminal.Notef("%s", d.texts.noneHere)
	}
	for _, roll := range open {
		if err := d.listOne(ctx, roll.class); err != nil {
			return err
		}
	}
	return nil
}

func (d *desk) listOne(ctx context.Context, class subjects.Class) error {
	list, err := d.at.Client.List(ctx, class, true)
	if err != nil {
		return d.About(class, "", err)
	}
	d.showRoll(ctx, d.at.Client, list, false)
	return nil
}

// isList tells whether a person wants to see who is there.
func isList(word string) bool { return session.OneOf(word, "?", "lista", "list") }
