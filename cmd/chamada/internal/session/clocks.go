package session

import (
	"time"

	"github.com/chamada/chamada/subjects"
)

// Clocks write instants as the clocks of one place show them.
type Clocks struct {
	texts *Texts
	place *time.Location
}

// Here are the clocks of this machine.
func (t *Texts) Here() Clocks { return Clocks{t, time.Local} }

// In are the clocks of a class, as page and files have them; those of this machine where the zone,
// an IANA name, is not known here, or not said at all.
func (t *Texts) In(zone string) Clocks {
	if place, err := time.LoadLocation(zone); err == nil && zone != "" {
		return Clocks{t, place}
	}
	return t.Here()
}

// Place is where the clocks are.
func (c Clocks) Place() *time.Location { return c.place }

// Date is the day and the time of day of an instant.
func (c Clocks) Date(at subjects.Time) string {
	return at.Time().In(c.place).Format(c.texts.DateFormat)
}

// Clock is the time of day of an instant.
func (c Clocks) Clock(at subjects.Time) string {
	return at.Time().In(c.place).Format(c.texts.ClockFormat)
}

// Differ tells whether the clocks of this machine show another time then.
func (c Clocks) Differ(at subjects.Time) bool {
	_, there := at.Time().In(c.place).Zone()
	_, here := at.Time().Local().Zone()
	return there != here
}
