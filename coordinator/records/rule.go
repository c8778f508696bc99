package records

import (
	"encoding/json"
	"time"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// Rule is what a roll call takes from its class list when it starts, beside teachers and code: how
// its marks are computed, whatever becomes of the list. It stands in the journal, as text.
type Rule struct {
	Revision  uint64        `json:"revision,omitempty"` // of the class list; zero: there was none
	Hours     int           `json:"hours,omitempty"`
	LateAfter *int          `json:"late_after,omitempty"` // minutes; nil: nobody is late
	At        string        `json:"at,omitempty"`         // from when lateness counts, "08:00"
	OwnAt     bool          `json:"own_at,omitempty"`     // At is the start's, and holds all day
	Zone      string        `json:"zone,omitempty"`       // empty: [subjects.DefaultZone]
	LateCosts bool          `json:"late_costs,omitempty"`
	Waived    string        `json:"waived,omitempty"`
	Keep      subjects.Keep `json:"keep,omitzero"`
}

// ParseRule reads a rule of the journal; an empty one is none.
func ParseRule(text string) (r Rule, err error) {
	if text == "" {
		return r, nil
	}
	err = json.Unmarshal([]byte(text), &r)
	return r, err
}

// marks is the rule as marks are computed by it.
func (r *Rule) marks(started subjects.Time) marks.Rule {
	return marks.Rule{Hours: r.Hours, Base: r.base(started), LateAfter: r.LateAfter,
		LateCosts: r.LateCosts, Waived: marks.Waiving(r.Waived)}
}

// Before and after the class's time of day, a roll call is one of the lesson of that time.
const (
	early = 30 * time.Minute
	late  = 60 * time.Minute
)

// base is from when lateness counts; zero: from the start.
func (r *Rule) base(started subjects.Time) subjects.Time {
	at, err := time.Parse("15:04", r.At)
	if err != nil {
		return 0
	}
	here := started.Time().In(zone(r.Zone))
	for _, day := range []int{0, 1, -1} { // a lesson at midnight is started the day before
		base := time.Date(here.Year(), here.Month(), here.Day()+day, at.Hour(), at.Minute(), 0, 0,
			here.Location())
		if r.OwnAt || !here.Before(base.Add(-early)) && !here.After(base.Add(late)) {
			return subjects.At(base)
		}
	}
	return 0
}

// day is that of a start, where the class is.
func (r *Rule) day(started subjects.Time) subjects.Date {
	return subjects.DateOf(started, zone(r.Zone))
}
