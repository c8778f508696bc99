package journal

import (
	"sync/atomic"
	"time"
)

// Time is what time it is for all replicas, as far as this one knows: where three or more
// say theirs the middle one of their clocks, so that one that is wrong spoils nothing; else
// that of the stream's leader. It is for people, and ends or erases nothing.
func (j *Journal) Time() time.Time {
	if middle := j.middle.Load(); middle != nil {
		return j.wall.steady().Add(*middle)
	}
	return j.clock.time()
}

// Past is a time that has come for all replicas, as far as this one knows: [Journal.Time] where
// three or more say theirs, else that of the clock that is behind all others heard. What erases
// goes by it, so that one clock that is ahead erases nothing before its time.
func (j *Journal) Past() time.Time {
	if j.middle.Load() != nil {
		return j.Time()
	}
	past := j.wall.now()
	if leader := j.clock.time(); leader.Before(past) {
		past = leader
	}
	if behind := j.behind.Load(); behind != nil {
		if at := j.wall.steady().Add(*behind); at.Before(past) {
			past = at
		}
	}
	return past
}

// leaderClock knows what time it is for the leader of the stream, by whose clock
// records are stored. It starts from this replica's own and learns from every
// record that comes back: the leader stored it between its first publish and
// its return. An estimate that agrees with that stays as it is.
type leaderClock struct {
	now   func() time.Time // this replica's own
	ahead atomic.Int64     // of the leader's before ours, in nanoseconds
}

// time is the time at the leader of the stream.
func (c *leaderClock) time() time.Time { return c.now().Add(c.skew()) }

// skew is how far the leader's clock is ahead of this replica's.
func (c *leaderClock) skew() time.Duration { return time.Duration(c.ahead.Load()) }

// observe learns from a record that the leader stored at a time of its clock,
// that was sent at one of ours, and that has just come back.
func (c *leaderClock) observe(sent, stored time.Time) {
	least, most := stored.Sub(c.now()), stored.Sub(sent)
	c.ahead.Store(int64(min(max(c.skew(), least), most)))
}
