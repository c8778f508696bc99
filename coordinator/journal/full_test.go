package journal

import (
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/tests/natstest"
)

func TestFullStream(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	r := started(t, url)
	calls := []*call{r.insist(startOf(1)).wait(t)}
	limit(t, js, 16<<10)

	var refused *call
	began := time.Now()
	for n := 0; refused == nil; n++ {
		began = time.Now()
		if c := r.submit(presentOf(1, n)).wait(t); c.err == nil {
			calls = append(calls, c)
		} else {
			refused = c
		}
	}
	if took := time.Since(began); !errors.Is(refused.err, ErrUnavailable) || took > time.Second {
		t.Errorf("refused with %v after %v", refused.err, took)
	}
	if h := r.await(t, unwell); !h.Serving || !errors.Is(h.Err, errRefused) {
		t.Errorf("its health is %+v", h)
	}
	if c := r.submit(listOf(1)).wait(t); !errors.Is(c.err, ErrUnavailable) {
		t.Errorf("a list from a full journal is answered %s", show(c.outcome))
	}

	limit(t, js, -1)
	r.await(t, serving)
	calls = append(calls, r.insist(presentOf(1, 1<<20)).wait(t))
	answeredAll(t, calls)
	readTruth(t, js).confirms(t, calls)
	sameState(t, js, askAgain(calls), r, started(t, url))
}

// limit sets how much the stream may hold, as an operator does.
func limit(t *testing.T, js jetstream.JetStream, maxBytes int64) {
	t.Helper()
	altered(t, js, func(c *jetstream.StreamConfig) { c.MaxBytes = maxBytes })
}
