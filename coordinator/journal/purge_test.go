package journal

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

func often(c *Config) { c.TidyEvery = 50 * time.Millisecond }

func TestEndedRollIsErased(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	r := started(t, url, often, asFirst)
	old := oldRoll(t, r, 1, 100)
	natstest.Eventually(t, "its memory is given back", func() bool {
		return r.machine.Presences() == 0
	})
	kept := []*call{r.insist(startOf(2)).wait(t), r.insist(presentOf(2, 1)).wait(t)}
	answeredAll(t, kept)
	first := kept[0].outcome.Position.Record
	natstest.Eventually(t, "its records are purged", func() bool {
		return streamInfo(t, js).State.FirstSeq == first
	})

	if again := r.do(t, old.command); again.Verdict != rollcall.NotOpen || again.Repeated {
		t.Errorf("its end, sent again, gives %s", show(again))
	}
	late := started(t, url, often, asFirst)
	sameState(t, js, askAgain(kept), r, late)
}

func TestQuietRollIsKept(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	r := started(t, url, often, asFirst)
	open := []*call{r.insist(startOf(1)).wait(t), r.insist(presentOf(1, 1)).wait(t)}
	first := open[0].outcome.Position.Record
	oldRoll(t, r, 2, 1)
	natstest.Eventually(t, "what was before it is purged", func() bool {
		return streamInfo(t, js).State.FirstSeq == first
	})
	sameState(t, js, askAgain(open), r, started(t, url, often, asFirst))
}

func TestReplicaThatMissedPurgedRecordsStartsAgain(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	proxy, js := natstest.Proxy(t, url), jetStream(t, url)
	var log logged
	behind, other := started(t, proxy.URL(), log.use, often, asFirst),
		started(t, url, often, asFirst)
	behind.do(t, backdated(rollcall.Start, 1, 26*time.Hour)) // as far as it knows, open for good

	proxy.Cut()
	behind.await(t, unwell)
	lag := behind.Stats().Applied
	other.do(t, backdated(rollcall.End, 1, 25*time.Hour+30*time.Minute))
	oldRoll(t, other, 2, 50)
	kept := []*call{other.insist(startOf(3)).wait(t), other.insist(presentOf(3, 1)).wait(t)}
	natstest.Eventually(t, "what it missed is purged", func() bool {
		return streamInfo(t, js).State.FirstSeq > lag+1
	})

	proxy.Mend()
	behind.await(t, serving)
	if log.Count("starting again from the first") == 0 {
		t.Error("it does not say that it started again")
	}
	sameState(t, js, askAgain(kept), behind, other)
}

// oldRoll makes a roll of n students that nobody can ask for any more, and
// gives the call of its end.
func oldRoll(t *testing.T, r *replica, class uint64, n int) *call {
	t.Helper()
	calls := []*call{r.insist(backdated(rollcall.Start, class, 26*time.Hour))}
	for i := range n {
		c := presentOf(class, i)
		c.Time = calls[0].command.Time + 1
		calls = append(calls, r.insist(c))
	}
	end := r.insist(backdated(rollcall.End, class, 25*time.Hour+30*time.Minute))
	answeredAll(t, append(calls, end))
	return end
}

// backdated is a command of long ago, as if the journal had waited since.
func backdated(op rollcall.Op, class uint64, ago time.Duration) rollcall.Command {
	c := newCommand(op, class)
	c.Time -= rollcall.Time(ago.Milliseconds())
	return c
}

// TestHeldIsKept has somebody need the records of a roll call that is over.
func TestHeldIsKept(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	var life lifetime
	var held atomic.Uint64
	var asked atomic.Int64
	r := started(t, url, life.use, often, func(c *Config) {
		c.Hold = func() uint64 { asked.Add(1); return held.Load() }
	})
	over := r.insist(startOf(1)).wait(t)
	held.Store(over.outcome.Position.Record)
	r.do(t, endOf(1))
	first := r.do(t, listOf(1)).Position.Record
	life.pass(25 * time.Hour)
	asked.Store(0)
	digested := func() { // a record that has a digest
		life.pass(digestEvery)
		r.do(t, listOf(1))
	}
	natstest.Eventually(t, "the journal was to be purged several times", func() bool {
		digested()
		return asked.Load() > 5
	})
	if at := streamInfo(t, js).State.FirstSeq; at > held.Load() {
		t.Errorf("the journal begins with record %d, and %d is held", at, held.Load())
	}
	held.Store(0)
	natstest.Eventually(t, "it is purged once nobody does", func() bool {
		digested()
		return streamInfo(t, js).State.FirstSeq > first
	})
}
