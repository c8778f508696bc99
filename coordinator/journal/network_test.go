package journal

import (
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/faults"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

func TestLostAckIsAnsweredAndStoredOnce(t *testing.T) {
	t.Parallel()
	url := startServer(t, t.TempDir()).ClientURL()
	proxy, js := startProxy(t, url), jetStream(t, url)
	r := started(t, proxy.URL())
	before := streamInfo(t, js).State.LastSeq

	proxy.Stall(faults.ToClient)
	c := r.submit(startOf(1))
	eventually(t, "the record is stored", func() bool { return streamInfo(t, js).State.LastSeq > before })
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
	url := startServer(t, t.TempDir()).ClientURL()
	proxy, js := startProxy(t, url), jetStream(t, url)
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
	if id := first.Header.Get(jetstream.MsgIDHeader); id == "" || id != second.Header.Get(jetstream.MsgIDHeader) {
		t.Errorf("published under %q, then under %q", id, second.Header.Get(jetstream.MsgIDHeader))
	}
	if got := readTruth(t, js).commands(); got != 1 {
		t.Errorf("stored %d times", got)
	}
}

func TestStalledJournalRefusesInTime(t *testing.T) {
	t.Parallel()
	url := startServer(t, t.TempDir()).ClientURL()
	proxy := startProxy(t, url)
	r := started(t, proxy.URL())
	proxy.Stall(faults.ToServer)
	calls := make([]*call, MaxWaiting)
	for n := range calls {
		calls[n] = r.submit(presentOf(1, n))
	}
	submitted := time.Now()
	if err := r.Submit(presentOf(1, 0), &call{}); !errors.Is(err, ErrOverloaded) {
		t.Fatalf("one more than %d: %v", MaxWaiting, err)
	}

	r.await(t, unwell)
	if c := calls[0].wait(t); !errors.Is(c.err, ErrUnavailable) || c.at.Sub(submitted) > storeWithin+time.Second {
		t.Errorf("answered %+v, %v after %v", c.outcome, c.err, c.at.Sub(submitted))
	}
	proxy.Flow(faults.ToServer)
	for _, c := range calls {
		c.wait(t)
	}
	eventually(t, "nothing waits any more", func() bool { return r.Stats().Waiting == 0 })
	if kept := cap(r.queue.waiting); kept > 1024 {
		t.Errorf("room for %d commands is kept", kept)
	}
	r.await(t, serving)
	c := r.submit(startOf(1)).wait(t)
	readTruth(t, jetStream(t, url)).confirms(t, []*call{c})
}

func TestRecordStoredTooLateHasNoEffect(t *testing.T) {
	t.Parallel()
	url := startServer(t, t.TempDir()).ClientURL()
	proxy, js := startProxy(t, url), jetStream(t, url)
	slow, other := started(t, proxy.URL()), started(t, url)
	stalled := streamInfo(t, js).State.LastSeq
	proxy.Stall(faults.ToServer)
	if c := slow.submit(startOf(1)).wait(t); !errors.Is(c.err, ErrUnavailable) {
		t.Fatalf("answered %+v, %v", c.outcome, c.err)
	}
	proxy.Flow(faults.ToServer)
	eventually(t, "the record is stored after all", func() bool { return streamInfo(t, js).State.LastSeq > stalled })
	slow.await(t, serving)
	for _, r := range []*replica{slow, other} {
		if out := r.do(t, listOf(1)); out.Verdict != rollcall.NotOpen {
			t.Errorf("it was given up, and then done: %s", show(out))
		}
	}
}

func TestCutOffReplicaLeavesAndComesBack(t *testing.T) {
	t.Parallel()
	url := startServer(t, t.TempDir()).ClientURL()
	proxy, js := startProxy(t, url), jetStream(t, url)
	cut, other := started(t, proxy.URL()), started(t, url)
	first := []*call{other.submit(startOf(1)), other.submit(presentOf(1, 1))}
	answeredAll(t, first)

	proxy.Cut()
	cut.await(t, away)
	more := append(first, manyCalls(other)...)
	answeredAll(t, more)
	proxy.Mend()
	cut.await(t, serving)
	sameState(t, js, askAgain(more), cut, other)
}

func TestServerRestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := startServer(t, dir)
	r := started(t, first.ClientURL())
	calls := manyCalls(r)
	answeredAll(t, calls)
	r.stop()
	if err := first.Shutdown(); err != nil {
		t.Fatal(err)
	}

	url := startServer(t, dir).ClientURL()
	js := jetStream(t, url)
	last := streamInfo(t, js).State.LastSeq
	again := started(t, url)
	if got := again.Stats().Applied; got < last {
		t.Errorf("it served with %d of %d records applied", got, last)
	}
	sameState(t, js, askAgain(calls), again)
}
