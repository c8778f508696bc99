package clients

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestLateAnswersAreKnownByTheOthers: what is late depends on what is usual, and one answer
// that takes very long changes nothing.
func TestLateAnswersAreKnownByTheOthers(t *testing.T) {
	for _, c := range []struct {
		usual      time.Duration
		from, till time.Duration
	}{
		{3 * time.Millisecond, earliestHedge, earliestHedge},
		{50 * time.Millisecond, 80 * time.Millisecond, 130 * time.Millisecond},
		{time.Second, hedgeAfter, hedgeAfter},
	} {
		var h hedges
		if h.after() != hedgeAfter {
			t.Errorf("who knows nothing waits for %v", h.after())
		}
		for n := range 5000 {
			took := c.usual
			if n%50 == 0 {
				took = 10 * time.Second
			}
			h.answered(took)
		}
		if got := h.after(); got < c.from || got > c.till {
			t.Errorf("of %v: after %v", c.usual, got)
		}
	}
}

// TestHedgesAreFew takes all that there are, whether it was well before or never.
func TestHedgesAreFew(t *testing.T) {
	for _, answers := range []int{0, hedgeOneOf - 1, 1000, 100_000} {
		var h hedges
		for range answers {
			h.answered(time.Millisecond)
		}
		taken := 0
		for h.take() {
			taken++
		}
		if want := min(answers/hedgeOneOf, hedgesAtOnce); taken != want {
			t.Errorf("%d hedges after %d answers, want %d", taken, answers, want)
		}
	}
}

// TestLateRequestIsSentAgainSoon has every third request be lost, as with a node that has died
// and is not known to have: as many as may be are sent again soon, and the others as ever.
func TestLateRequestIsSentAgainSoon(t *testing.T) {
	nc, err := nats.Connect(natstest.Serve(t, &server.Options{Port: -1}).ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	var soon, tries atomic.Int64
	var lost time.Time
	_, err = nc.Subscribe(subjects.StudentPresent, func(m *nats.Msg) {
		if tries.Add(1)%3 == 1 && m.Header.Get(subjects.HeaderTry) == "" {
			lost = time.Now()
			return
		}
		if m.Header.Get(subjects.HeaderTry) == "2" && time.Since(lost) < hedgeAfter-patience {
			soon.Add(1)
		}
		_ = m.Respond([]byte(`{"class":3030,"position":"7-0"}`))
	})
	if err != nil {
		t.Fatal(err)
	}
	client := New(nc)
	client.hedges.saved.Store(4 * hedgeOneOf)
	for n := range 6 {
		tries.Store(0)
		if _, err := client.Present(t.Context(), 3030,
			subjects.Student(fmt.Sprint(n))); err != nil {
			t.Fatal(err)
		}
		if got := tries.Load(); got != 2 {
			t.Errorf("request %d was tried %d times", n, got)
		}
	}
	if got := soon.Load(); got != 4 {
		t.Errorf("%d of 6 that were lost came again soon, and 4 might", got)
	}
}
