package journal

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/natstest"
)

func TestGroupCommit(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	proxy := natstest.Proxy(t, url)
	r := started(t, proxy.URL())
	commands := []rollcall.Command{startOf(1)}
	for n := range 2*maxEntries + 500 {
		commands = append(commands, presentOf(1, n))
	}
	proxy.Stall(faults.ToServer)
	calls := r.insistAll(commands)
	proxy.Flow(faults.ToServer)
	answeredAll(t, calls)

	truth := readTruth(t, jetStream(t, url))
	truth.confirms(t, calls)
	lens := lengths(truth)
	if slices.Max(lens) != maxEntries {
		t.Errorf("records of %v commands, want none greater than %d, and some as great", lens,
			maxEntries)
	}
	full := slices.DeleteFunc(lens, func(n int) bool { return n == 0 })
	if len(full) > 6 { // one or two before the others had come
		t.Errorf("%d commands made %d records", len(calls), len(full))
	}
}

func TestRecordsFitTheServer(t *testing.T) {
	t.Parallel()
	const maxPayload = 8 << 10
	url := startSmallServer(t, maxPayload)
	r := started(t, url)
	calls := []*call{r.insist(startOf(1))}
	for n := range 2000 {
		calls = append(calls, r.insist(presentOf(1, n)))
	}
	answeredAll(t, calls)
	truth := readTruth(t, jetStream(t, url))
	truth.confirms(t, calls)
	if got := slices.Max(truth.sizes); got > maxPayload {
		t.Errorf("a record of %d bytes", got)
	} else if got < maxPayload*3/4 {
		t.Errorf("no record has more than %d bytes, though more waited", got)
	}
}

func TestReplicasAtOnce(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	replicas := []*replica{start(t, url), start(t, url), start(t, url)}
	calls := make([][]*call, len(replicas))
	var submitting sync.WaitGroup
	for i, r := range replicas {
		r.await(t, serving)
		submitting.Go(func() { calls[i] = manyCalls(r.insist) })
	}
	submitting.Wait()
	all := slices.Concat(calls...)
	answeredAll(t, all)
	js := jetStream(t, url)
	truth := readTruth(t, js)
	truth.confirms(t, all)
	if got := truth.commands(); got != len(all) {
		t.Errorf("the stream holds %d commands, %d were submitted", got, len(all))
	}
	sameState(t, js, askAgain(all), replicas...)
}

func TestDrainAnswersEverything(t *testing.T) {
	t.Parallel()
	r := started(t, natstest.Start(t, t.TempDir()).ClientURL())
	if err := r.Drain(t.Context()); err != nil {
		t.Fatalf("nothing to drain: %v", err)
	}
	calls := manyCalls(r.insist)
	if err := r.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range calls {
		select {
		case <-c.ended:
		default:
			t.Fatalf("drained, and %+v is not answered", c.command)
		}
	}
	answeredAll(t, calls)
	if got := r.Stats().Waiting; got != 0 {
		t.Errorf("%d wait after the drain", got)
	}
}

func TestEndFailsWhatIsLeft(t *testing.T) {
	t.Parallel()
	proxy := natstest.Proxy(t, natstest.Start(t, t.TempDir()).ClientURL())
	r := started(t, proxy.URL())
	proxy.Stall(faults.ToServer)
	calls := manyCalls(r.submit)
	proxy.Cut()
	r.stop()
	for _, c := range calls {
		if c.wait(t); !errors.Is(c.err, ErrUnavailable) && !errors.Is(c.err, ErrOverloaded) {
			t.Fatalf("answered %+v, %v", c.outcome, c.err)
		}
	}
}

// manyCalls hands in a mix that brings every verdict but full, through one
// replica against whatever the others do.
func manyCalls(hand func(rollcall.Command) *call) (calls []*call) {
	for n := range 600 {
		class := uint64(n%3 + 1)
		switch n % 50 {
		case 0, 1, 2:
			calls = append(calls, hand(startOf(class)))
		case 40, 41:
			calls = append(calls, hand(listOf(class)))
		case 49:
			calls = append(calls, hand(endOf(class)))
		default:
			calls = append(calls, hand(presentOf(class, n%100)))
		}
	}
	return calls
}

// startSmallServer is NATS with a max_payload that the embedded server does
// not have.
func startSmallServer(t *testing.T, maxPayload int32) (url string) {
	t.Helper()
	return natstest.Serve(t, &server.Options{
		Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), MaxPayload: maxPayload,
	}).ClientURL()
}

func lengths(t *truth) []int {
	lens := make([]int, len(t.records))
	for i, record := range t.records {
		lens[i] = len(record)
	}
	return lens
}
