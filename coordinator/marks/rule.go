package marks

import (
	"time"

	"github.com/chamada/chamada/subjects"
)

// MaxHours is the most that one roll call may count.
const MaxHours = 12

// Rule says how a class wants its marks.
type Rule struct {
	Hours int // what a roll call counts, 1 to [MaxHours]; zero is one

	// Base is from when lateness counts; zero is the start of the roll call.
	Base subjects.Time
	// LateAfter is after how many minutes, inclusive, a student is still in time; nil:
	// nobody is late.
	LateAfter *int
	// LateCosts has who is late miss hours.
	LateCosts bool

	Waived Waiving // what a waived absence does to the hours given
}

// lesson is how long an hour of class is, and grace how much of one may be missed
// before it counts as missed: who comes more than 35 minutes late has missed one.
const (
	lesson = 50 * time.Minute
	grace  = 15 * time.Minute
)

func (r Rule) hours() int { return min(max(r.Hours, 1), MaxHours) }

func (r Rule) base(started subjects.Time) subjects.Time {
	if r.Base != 0 {
		return r.Base
	}
	return started
}

// late tells whether a student is late who came this long after the base.
func (r Rule) late(after time.Duration) bool {
	return r.LateAfter != nil && after > time.Duration(*r.LateAfter)*time.Minute
}

// lost is how many of a roll call's hours somebody who is late has missed.
func (r Rule) lost(after time.Duration, hours int) int {
	if !r.LateCosts {
		return 0
	}
	return min(hours, int((after+grace)/lesson))
}
