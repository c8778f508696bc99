package journal

import (
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/natstest"
)

func TestLostAckIsAnsweredAndStoredOnce(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	proxy, js := natstest.Proxy(t, url), jetStream(t, url)
	r := started(t, proxy.URL())
	before := streamInfo(t, js).State.LastSeq

	proxy.Stall(faults.ToClient)
	c := r.submit(startOf(1))
	natstest.Eventually(t, "the record is stored", func() bool {
		return streamInfo(t, js).State.LastSeq > before
	})
	proxy.Cut() // the ack and the copy are lost
	proxy.Flow(faults.ToClient)
	proxy.Mend()

	if c.wait(t); c.err != nil {
		t.Fatal(c.err)
	}
	truth := readTruth(t, js)
	truth.confirms(t, []*call{c})
	if got := truth.commands(); got != 1 {
		t.Errorf("stored %d times", got)
	}
	r.await(t, serving)
}

func TestUnheardRecordIsSentAgainUnderItsID(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	proxy, js := natstest.Proxy(t, url), jetStream(t, url)
	r := started(t, proxy.URL())
	published := make(chan *nats.Msg, 100)
	if _, err := js.Conn().ChanSubscribe(subjects.Journal, published); err != nil {
		t.Fatal(err)
	}
	if err := js.Conn().Flush(); err != nil {
		t.Fatal(err)
	}

	proxy.Stall(faults.ToClient)
	c := r.submit(startOf(1))
	first, second := <-published, <-published
	proxy.Flow(faults.ToClient)
	if c.wait(t); c.err != nil {
		t.Fatal(c.err)
	}
	if id := first.Header.Get(jetstream.MsgIDHeader); id == "" ||
		id != second.Header.Get(jetstream.MsgIDHeader) {
		t.Errorf("published under %q, then under %q", id, second.Header.Get(jetstream.MsgIDHeader))
	}
	if got := readTruth(t, js).commands(); got != 1 {
		t.Errorf("stored %d times", got)
	}
}

func TestStalledJournalRefusesInTime(t *testing.T) {
	t.Parallel()
	proxy := natstest.Proxy(t, natstest.Start(t, t.TempDir()).ClientURL())
	r := started(t, proxy.URL())
	r.do(t, startOf(1))
	proxy.Stall(faults.ToServer)
	began := time.Now()
	sent := r.submit(presentOf(1, 0))
	natstest.Eventually(t, "it is in a record", func() bool { return len(r.flight.all()) > 0 })
	var waiting []*call
	for range maxInFlight { // the last waits for a place
		c := r.submit(presentOf(1, 1))
		waiting = append(waiting, c)
		natstest.Eventually(t, "it is taken", func() bool {
			return len(r.flight.all()) == maxInFlight
		})
	}

	late := waiting[len(waiting)-1].wait(t)
	if !errors.Is(late.err, ErrOverloaded) || late.at.Sub(began) > storeWithin {
		t.Errorf("what waits is told %v after %v", late.err, late.at.Sub(began))
	}
	sent.wait(t)
	if !errors.Is(sent.err, ErrUnavailable) || sent.at.Sub(began) > 2*storeWithin {
		t.Errorf("what was sent is told %v after %v", sent.err, sent.at.Sub(began))
	}
	r.await(t, unwell)
	proxy.Flow(faults.ToServer)
	r.await(t, serving)
}

func TestRecordThatIsStoredTooLateHasNoEffect(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	proxy, js := natstest.Proxy(t, url), jetStream(t, url)
	slow, other := started(t, proxy.URL()), started(t, url)
	slow.do(t, startOf(1))
	proxy.Stall(faults.ToServer)
	c := slow.submit(presentOf(1, 1)).wait(t)
	if !errors.Is(c.err, ErrUnavailable) {
		t.Fatalf("answered %s, %v", show(c.outcome), c.err)
	}
	before := streamInfo(t, js).State.LastSeq
	proxy.Flow(faults.ToServer)
	natstest.Eventually(t, "it is stored after all", func() bool {
		return streamInfo(t, js).State.LastSeq > before
	})
	slow.await(t, serving)
	for _, r := range []*replica{slow, other, started(t, url)} {
		if got := r.do(t, listOf(1)); got.Arrivals.Len() != 0 {
			t.Errorf("the roll has %d students", got.Arrivals.Len())
		}
	}
}

func TestCrowdIsRefusedBeyondTheLimit(t *testing.T) {
	t.Parallel()
	proxy := natstest.Proxy(t, natstest.Start(t, t.TempDir()).ClientURL())
	r := started(t, proxy.URL())
	r.queue.limit.Store(2000)
	commands := make([]rollcall.Command, 2000)
	for n := range commands {
		commands[n] = presentOf(1, n)
	}
	proxy.Stall(faults.ToServer)
	calls := r.insistAll(commands)
	if c := r.submit(presentOf(1, 0)).wait(t); !errors.Is(c.err, ErrOverloaded) {
		t.Errorf("one more is told %v", c.err)
	}
	proxy.Flow(faults.ToServer)
	answeredAll(t, calls)
	natstest.Eventually(t, "nothing waits any more", func() bool { return r.Stats().Waiting == 0 })
	if kept := cap(r.queue.waiting); kept > 1024 {
		t.Errorf("room for %d commands is kept", kept)
	}
}

func TestCutOffReplicaLeavesAndComesBack(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	proxy, js := natstest.Proxy(t, url), jetStream(t, url)
	cut, other := started(t, proxy.URL()), started(t, url)
	first := []*call{other.submit(startOf(1)), other.submit(presentOf(1, 1))}
	answeredAll(t, first)

	proxy.Cut()
	cut.await(t, away)
	more := append(first, manyCalls(other.insist)...)
	answeredAll(t, more)
	proxy.Mend()
	cut.await(t, serving)
	sameState(t, js, askAgain(more), cut, other)
}

func TestServerRestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := natstest.Start(t, dir)
	r := started(t, first.ClientURL())
	calls := manyCalls(r.insist)
	answeredAll(t, calls)
	r.stop()
	if err := first.Shutdown(); err != nil {
		t.Fatal(err)
	}

	url := natstest.Start(t, dir).ClientURL()
	js := jetStream(t, url)
	last := streamInfo(t, js).State.LastSeq
	again := started(t, url)
	if got := again.Stats().Applied; got < last {
		t.Errorf("it served with %d of %d records applied", got, last)
	}
	sameState(t, js, askAgain(calls), again)
}
