package teacher

import (
	"errors"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// reportAtExit says what is left behind when the conversation is over: what stays open,
// and what nobody knows. The latter is an error; nothing is claimed about it.
func (d *desk) reportAtExit(err error) error {
	for _, roll := range d.open.all() {
		switch {
		case roll.starting:
			d.Terminal.Notef(d.texts.startUnknown, roll.class, d.Typed(roll.class), roll.start)
		case roll.ending:
			d.Terminal.Notef(d.texts.endUnknown, roll.class, d.Typed(roll.class), roll.end)
		case roll.forgotten():
			d.Terminal.Notef(d.texts.waitsForEnd, roll.class, d.Typed(roll.class))
		default:
			d.Terminal.Notef(d.texts.staysOpen, roll.class, d.Typed(roll.class))
		}
		if (roll.starting || roll.ending) && err == nil {
			err = session.ErrSome
		}
	}
	return err
}

// openedAt is when the roll call that stands in the way of a start was opened.
func openedAt(refusal error) subjects.Time {
	if e, ok := errors.AsType[*subjects.Error](refusal); ok {
		return e.Started
	}
	return 0
}
