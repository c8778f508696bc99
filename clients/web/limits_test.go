package web

import (
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestGuessesAtOnce has many guess from one source at the same time: no more come through
// than one after the other would.
func TestGuessesAtOnce(t *testing.T) {
	l := newLimits(time.Now)
	var wrong, refused atomic.Int64
	var all sync.WaitGroup
	for i := range 2000 {
		all.Go(func() {
			for {
				guess, err := l.enter(codeQuotas(3030, strconv.Itoa(i), "10.0.0.1")...)
				if errors.Is(err, errCrowd) {
					continue
				}
				if err != nil {
					refused.Add(1)
					return
				}
				wrong.Add(1)
				guess.finish(true)
				return
			}
		})
	}
	all.Wait()
	if wrong.Load() != wrongBySource || refused.Load() != 2000-wrongBySource {
		t.Errorf("%d were judged and %d turned away", wrong.Load(), refused.Load())
	}
}

// TestQuotasEnd has a source come back after a minute and a device when its ten minutes
// are over, neither before.
func TestQuotasEnd(t *testing.T) {
	now := time.Unix(0, 0)
	l := newLimits(func() time.Time { return now })
	one := func(device string, wrong bool) error {
		guess, err := l.enter(codeQuotas(3030, device, "10.0.0.1")...)
		if err == nil {
			guess.finish(wrong)
		}
		return err
	}
	for range wrongByDevice {
		if err := one("thief", true); err != nil {
			t.Fatal(err)
		}
	}
	for at, want := range map[time.Duration]error{
		0: errTurnedAway, 2 * time.Minute: errTurnedAway,
		wrongWithin - 1: errTurnedAway, wrongWithin: nil,
	} {
		now = time.Unix(0, 0).Add(at)
		if err := one("thief", false); !errors.Is(err, want) {
			t.Errorf("the device after %v: %v", at, err)
		}
	}
	for i := range wrongBySource {
		_ = one("d"+strconv.Itoa(i), true)
	}
	if err := one("honest", false); !errors.Is(err, errTurnedAway) {
		t.Errorf("the source goes on: %v", err)
	}
	now = now.Add(turnedAway)
	if err := one("honest", false); err != nil {
		t.Errorf("the source after a minute: %v", err)
	}
}

// TestLimitsForget has more come than are remembered: some are forgotten, nothing grows.
func TestLimitsForget(t *testing.T) {
	l := newLimits(time.Now)
	for i := range maxCounted + 10 {
		guess, err := l.enter(loginQuota("10.0.0.1", strconv.Itoa(i)))
		if err != nil {
			t.Fatal(err)
		}
		guess.finish(true)
	}
	if len(l.counts) != maxCounted || len(l.inOrder) != maxCounted {
		t.Errorf("%d are remembered, in an order of %d", len(l.counts), len(l.inOrder))
	}
}
