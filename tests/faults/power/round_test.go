//go:build faults && linux

package power_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"
)

const (
	// latest is how many confirmations may come before the power is lost.
	latest = 8192
	// recovery is about as long as a node takes to read what it has.
	recovery = 500 * time.Millisecond
)

// strike takes power away in some way, and gives it back. The error tells
// that a node does not serve any more, or is a [stall].
type strike func(*system, *load, *rand.Rand) error

// round has a new system lose power under load, and once more when nothing is
// under way, so that everything confirmed was at stake.
func round(t *testing.T, s *system, strike strike, random *rand.Rand) verdict {
	t.Helper()
	if err := start(s.nodes...); err != nil {
		t.Fatal(err)
	}
	l := newLoad(s.connect(t), random)
	err := suffer(s, l, strike, random)
	l.stop()
	if err == nil && l.well() {
		err = strike(s, l, random)
	}
	v := verdict{losses: s.losses, confirmed: l.tally()}
	if _, stalled := errors.AsType[*stall](err); stalled {
		v.stalls = []error{err}
	} else if err != nil { // there is nobody to ask for any of it
		v.lost, v.wrong = len(l.confirmed), append([]error{err}, l.wrong...)
		return v
	}
	v.lost, v.wrong = l.check()
	return v
}

// suffer has the load under strikes, until something is wrong.
func suffer(s *system, l *load, strike strike, random *rand.Rand) error {
	l.begins()
	for range *strikes {
		l.grows(amount(random))
		if err := strike(s, l, random); err != nil || !l.well() {
			return err
		}
	}
	return nil
}

// amount is as likely small as large.
func amount(random *rand.Rand) int64 {
	limit := int64(1)
	for limit < latest && random.IntN(16) > 0 {
		limit *= 2
	}
	return 1 + random.Int64N(limit)
}

// everyPower is lost in one moment, and sometimes again during recovery.
func everyPower(s *system, _ *load, random *rand.Rand) error {
	s.losePower(s.nodes...)
	if random.IntN(2) == 0 {
		for _, m := range s.nodes {
			m.Start()
		}
		<-time.After(time.Duration(random.Int64N(int64(recovery))))
		s.losePower(s.nodes...)
	}
	return start(s.nodes...)
}

// onePower is lost by a machine that the majority then depends on: of what is
// confirmed while a second is down, the third has the only other copy, and is
// down in its turn. What is older has come to the disk by itself, for a node
// that comes back with less than it once had may not even find the others.
// Nor is any struck before all are current again: it would not be the power
// alone that took a copy of the journal away.
func onePower(s *system, l *load, random *rand.Rand) error {
	order := random.Perm(len(s.nodes))
	powerless, behind, ahead := s.nodes[order[0]], s.nodes[order[1]], s.nodes[order[2]]
	powerless.Flush()
	behind.Kill()
	l.grows(amount(random))
	s.losePower(powerless)
	ahead.Kill()
	powerless.Start()
	behind.Start()
	if err := s.awaitOne(order[:2]); err != nil {
		return s.endStall(err, ahead)
	}
	if l.grows(amount(random)); !l.well() {
		return nil
	}
	ahead.Start()
	return s.awaitHealthy()
}
