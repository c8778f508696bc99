package teacher

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// codeEvery is how often a code changes, in seconds, where nobody says otherwise.
const codeEvery = 30

// isCode tells whether a person wants the code of the room.
func isCode(word string) bool { return session.OneOf(word, "código", "codigo", "code", "qr") }

// withCode is for "3030 código" and "3030 45", how often the code changes in seconds: it
// opens the roll call with a code where it is not open here, and shows the code.
func (d *desk) withCode(ctx context.Context, class subjects.Class, how string) error {
	every := codeEvery
	if !isCode(how) {
		n, err := strconv.Atoi(how)
		if err != nil || n < subjects.MinCodeEvery || n > subjects.MaxCodeEvery {
			return session.Misuse(d.Texts.Say(d.texts.badEvery, how, subjects.MinCodeEvery,
				subjects.MaxCodeEvery, class))
		}
		every = n
	}
	if err := d.startCoded(ctx, class, every); err != nil {
		return err
	}
	if d.open.find(class) == nil { // it is open elsewhere, and is not gone on with
		return nil
	}
	return d.showCode(ctx, class)
}

// startCoded opens the roll call unless it is open here.
func (d *desk) startCoded(ctx context.Context, class subjects.Class, every int) error {
	roll := d.open.find(class)
	switch {
	case roll == nil:
		roll = d.open.add(class)
		roll.every = every
		return d.start(ctx, roll)
	case roll.starting:
		return d.start(ctx, roll)
	default:
		return nil
	}
}

// startRoll asks for what was typed when the roll call was first wanted. An older
// coordinator opens it without a code: then it is open, and the error says so.
func (d *desk) startRoll(ctx context.Context, roll *roll) (subjects.Started, error) {
	if roll.every == 0 {
		return d.at.Client.Start(ctx, roll.class, clients.ID(roll.start))
	}
	return d.at.Client.StartCoded(ctx, roll.class, roll.every, clients.ID(roll.start))
}

// uncoded is that a roll call was opened without the code that was wanted.
func (t *teacher) uncoded(class subjects.Class, err error) error {
	if !errors.Is(err, clients.ErrOlder) {
		return nil
	}
	return t.problem(class, t.Explain(err).Hint, session.Refusal(t.texts.openedUncoded))
}

// showCode shows the code of now, to a person with its picture, and says how to have it
// renewed by itself.
func (d *desk) showCode(ctx context.Context, class subjects.Class) error {
	code, err := d.at.Client.Code(ctx, class)
	if err != nil {
		return d.About(class, "", err)
	}
	if !d.Terminal.Shows() {
		d.Terminal.Resultf(d.texts.codeNow, class, spaced(code.Code))
		return nil
	}
	(&projector{d.teacher, d.at.Client, d.page}).draw(code)
	seconds := max(1, code.TTL/1000)
	d.Terminal.Notef(d.texts.codeFor, seconds, class, d.Typed(class), d.withPage())
	return nil
}

// withPage is the flag by which the picture holds the address of the page.
func (d *desk) withPage() string {
	if d.page == "" {
		return ""
	}
	return " --web-url " + strings.TrimSpace(d.page)
}
