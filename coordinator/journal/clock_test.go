package journal

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/natstest"
)

// clock is a clock that goes wrong.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time          { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clock) set(ahead time.Duration) { c.ahead.Store(int64(ahead)) }
func (c *clock) use(cfg *Config)         { cfg.Now = c.now }

func TestWrongClockDoesNotServe(t *testing.T) {
	t.Parallel()
	for name, ahead := range map[string]time.Duration{"ahead": time.Hour, "behind": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			var clock clock
			clock.set(ahead)
			r := start(t, url, clock.use)
			said := func(h Health) bool {
				return h.Err != nil && strings.Contains(h.Err.Error(), ahead.String())
			}
			if h := r.await(t, said); h.Serving {
				t.Error("it serves")
			}
			clock.set(0)
			r.await(t, serving)
			clock.set(ahead)
			r.submit(listOf(1)).wait(t)
			if h := r.await(t, said); h.Serving {
				t.Error("it serves on after its clock has gone wrong")
			}
		})
	}
}

func TestWrongClockEndsNobodysRoll(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	right := started(t, url)
	calls := []*call{right.insist(startOf(1)).wait(t), right.insist(presentOf(1, 1)).wait(t)}
	answeredAll(t, calls)
	var clock clock
	clock.set(30 * 24 * time.Hour)
	wrong := start(t, url, clock.use, often)
	wrong.await(t, func(h Health) bool {
		return h.Err != nil && strings.Contains(h.Err.Error(), "clock")
	})
	before := streamInfo(t, js).State.LastSeq
	natstest.Eventually(t, "it has tidied often", func() bool {
		return streamInfo(t, js).State.LastSeq > before+3
	})
	sameState(t, js, askAgain(calls), right)
}
