package journal

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

// spoil has a replica's state differ from what the journal gives.
func spoil(t *testing.T, r *replica) {
	t.Helper()
	err := r.View(func() {
		s := r.machine.State()
		c := startOf(99)
		s.Apply(rollcall.Position{Record: s.Next() - 1, Index: 60_000}, c)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// busy has a replica write records until the test ends.
func busy(t *testing.T, r *replica) {
	t.Helper()
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				_ = r.submit(listOf(1))
			}
		}
	}()
	t.Cleanup(func() { close(stop); <-stopped })
}

// TestOddStateIsReplayed spoils one of three.
func TestOddStateIsReplayed(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	var log logged
	odd := started(t, url, log.use)
	others := []*replica{started(t, url), started(t, url)}
	answeredAll(t, []*call{others[0].insist(startOf(1)), others[0].insist(presentOf(1, 1))})
	spoil(t, odd)
	busy(t, others[0])
	odd.await(t, func(h Health) bool { return !h.Serving && errors.Is(h.Err, errOdd) })
	odd.await(t, serving)
	if out := odd.do(t, listOf(99)); out.Verdict != rollcall.NotOpen {
		t.Errorf("the roll call that the journal does not have is %s", show(out))
	}
	if !strings.Contains(log.String(), "the states of the replicas differ") {
		t.Error("it does not say so")
	}
	for _, r := range others {
		if h, _ := r.Health(); !serving(h) {
			t.Errorf("one that was right has the health %+v", h)
		}
	}
	natstest.Eventually(t, "all tell the same digest of one position", func() bool {
		a, b := odd.Stats(), others[0].Stats()
		return a.DigestAt == b.DigestAt && a.Digest == b.Digest && a.Digest != 0
	})
}

// TestStatesOfTwoThatDifferStopBoth cannot tell who is right.
func TestStatesOfTwoThatDifferStopBoth(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	one, other := started(t, url), started(t, url)
	answeredAll(t, []*call{one.insist(startOf(1))})
	spoil(t, one)
	busy(t, other)
	for _, r := range []*replica{one, other} {
		h := r.await(t, func(h Health) bool { return !h.Serving && errors.Is(h.Err, errTie) })
		if !strings.Contains(h.Err.Error(), "chamada journal verify") {
			t.Errorf("it does not say what to do: %v", h.Err)
		}
	}
}

// TestClockOfMostIsRight has the stream's leader, and one of three, an hour behind.
func TestClockOfMostIsRight(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	var clocks [2]clock
	right := []*replica{start(t, url, clocks[0].use), start(t, url, clocks[1].use)}
	wrong := start(t, url)
	for _, r := range append(right, wrong) {
		r.await(t, serving)
	}
	for i := range clocks {
		clocks[i].set(time.Hour)
	}
	h := wrong.await(t, away)
	if !strings.Contains(h.Err.Error(), "clock") {
		t.Errorf("its health is %v", h.Err)
	}
	for _, r := range right {
		r.await(t, serving)
	}
	answeredAll(t, []*call{right[0].insist(startOf(1)), right[1].insist(presentOf(1, 1))})
	for i := range clocks {
		clocks[i].set(0)
	}
	wrong.await(t, serving)
}

func TestStepOfTheWallClockIsTold(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	var log logged
	var c clock
	r := start(t, url, log.use, c.use)
	r.await(t, serving)
	c.set(-9 * 24 * time.Hour)
	log.await(t, "clock was set")
	c.set(0)
	r.await(t, serving)
	r.stop()
	c.set(-time.Hour)
	var again logged
	start(t, url, again.use, c.use)
	again.await(t, "clock is before the journal")
}

// near tells whether a time is now, on a machine that may be slow.
func near(at time.Time) bool { return time.Since(at.Round(0)).Abs() < 5*time.Second }

// TestTimeIsThatOfMost has one clock of three ahead by less than what makes it leave, and
// then by days: what it says between that and its leaving is right as well.
func TestTimeIsThatOfMost(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	var c clock
	c.set(20 * time.Second)
	replicas := []*replica{started(t, url, c.use), started(t, url), started(t, url)}
	for _, r := range replicas {
		natstest.Eventually(t, "it has heard the others", func() bool {
			return r.middle.Load() != nil
		})
	}
	for _, ahead := range []time.Duration{20 * time.Second, 9 * 24 * time.Hour,
		-9 * 24 * time.Hour} {
		c.set(ahead)
		for i, r := range replicas {
			if at := r.Time(); !near(at) {
				t.Errorf("with one clock %v ahead replica %d says that it is %v", ahead, i+1, at)
			}
		}
	}
}

// TestTimeOfTwoIsTheLeaders cannot tell whose clock is right.
func TestTimeOfTwoIsTheLeaders(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	var c clock
	c.set(20 * time.Second)
	for i, r := range []*replica{started(t, url, c.use), started(t, url)} {
		if at := r.Time(); !near(at) {
			t.Errorf("replica %d says that it is %v", i+1, at)
		}
	}
}

// TestPastIsNotAhead has one clock be ahead by a year, of two replicas and of three, one of which
// has begun so: what has come for certain is never later than what most, or the other, says.
func TestPastIsNotAhead(t *testing.T) {
	t.Parallel()
	for n := 2; n <= 3; n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			var c clock
			c.set(365 * 24 * time.Hour)
			all := []*replica{start(t, url, c.use), start(t, url)}
			if n == 3 {
				all = append(all, start(t, url))
			}
			for _, r := range all {
				natstest.Eventually(t, "it has heard the others", func() bool {
					return r.behind.Load() != nil && near(r.Past())
				})
			}
		})
	}
}

// TestPastOfTheLeadersOwn is beside a leader whose clock is as wrong as its own: of what has come
// for certain the other decides.
func TestPastOfTheLeadersOwn(t *testing.T) {
	t.Parallel()
	var c clock
	c.set(365 * 24 * time.Hour)
	j := New(Config{Now: c.now, Logger: slog.New(slog.DiscardHandler)})
	l := council{peers: map[string]*peer{}, wall: &j.wall}
	j.behind.Store(l.behind())
	if near(j.Past()) {
		t.Fatal("the clock is not wrong")
	}
	l.peers["right"] = new(peer)
	l.peers["right"].noteClock(time.Now(), -365*24*time.Hour)
	j.behind.Store(l.behind())
	if !near(j.Past()) {
		t.Errorf("it says %v", j.Past())
	}
}
