package teacher

import (
	"errors"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/subjects"
)

// farewell says what is left behind when the conversation is over: what stays open,
// and what nobody knows. The latter is an error; nothing is claimed about it.
func (d *desk) farewell(err error) error {
	t := d.Texts
	for _, roll := range d.open.all() {
		switch {
		case roll.starting:
			d.Terminal.Notef(t.StartUnknown, roll.class, roll.class, roll.start)
		case roll.ending:
			d.Terminal.Notef(t.EndUnknown, roll.class, roll.class, roll.end)
		case roll.forgotten():
			d.Terminal.Notef(t.WaitsForEnd, roll.class, roll.class)
		default:
			d.Terminal.Notef(t.StaysOpen, roll.class, roll.class)
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
