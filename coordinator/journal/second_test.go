package journal

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

func alone(c *Config) { c.RaiseAlone = true }

// TestRaiseAlone has a program find a journal of the first version that nobody else reads.
func TestRaiseAlone(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	before := started(t, url, asFirst)
	calls := manyCalls(before.insist)
	answeredAll(t, calls)
	if got := before.Version(); got != record.First {
		t.Fatalf("it writes version %d", got)
	}
	before.stop()

	after := started(t, url, alone)
	natstest.Eventually(t, "it is raised", func() bool { return after.Version() == record.Highest })
	sameState(t, js, askAgain(calls), after, started(t, url))
}

// TestRaise has several replicas, of which one is told.
func TestRaise(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	replicas := []*replica{started(t, url, asFirst), started(t, url, asFirst),
		started(t, url, asFirst)}
	calls := manyCalls(replicas[0].insist)
	answeredAll(t, calls)
	for _, r := range replicas { // the others have nothing to do any more
		if err := r.Raise(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	calls = append(calls, manyCalls(replicas[1].insist)...)
	answeredAll(t, calls)
	readTruth(t, js).confirms(t, calls)
	sameState(t, js, askAgain(calls), append(replicas, started(t, url))...)
}

// lifetime is a monotonic clock that a test moves on.
type lifetime struct {
	began time.Time
	more  atomic.Int64
}

func (l *lifetime) use(c *Config) {
	l.began = time.Now()
	c.Elapsed = func() time.Duration { return time.Since(l.began) + time.Duration(l.more.Load()) }
}

func (l *lifetime) pass(d time.Duration) { l.more.Add(int64(d)) }

// TestAgeErases lets a day of running time pass.
func TestAgeErases(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	var life lifetime
	r := started(t, url, life.use, often)
	old := []*call{r.insist(startOf(1)).wait(t), r.insist(presentOf(1, 1)).wait(t),
		r.insist(endOf(1)).wait(t)}
	answeredAll(t, old)
	life.pass(23 * time.Hour)
	sameState(t, js, askAgain(old), r)
	life.pass(time.Hour)
	natstest.Eventually(t, "its memory is given back", func() bool {
		return r.machine.Presences() == 0
	})
	kept := []*call{r.insist(startOf(2)).wait(t), r.insist(presentOf(2, 1)).wait(t)}
	answeredAll(t, kept)
	first := kept[0].outcome.Position.Record
	natstest.Eventually(t, "its records are purged", func() bool {
		life.pass(digestEvery)
		kept = append(kept, r.insist(listOf(2)).wait(t)) // records that have digests
		at := streamInfo(t, js).State.FirstSeq
		return at > old[len(old)-1].outcome.Position.Record && at <= first
	})
	if again := r.do(t, old[2].command); again.Verdict != rollcall.NotOpen || again.Repeated {
		t.Errorf("its end, sent again, gives %s", show(again))
	}
	sameState(t, js, askAgain(kept), r, started(t, url, often))
}

// TestNothingIsOlderForHavingBeenOff stops for a week, as far as the wall clock says.
func TestNothingIsOlderForHavingBeenOff(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	r := started(t, url)
	calls := []*call{r.insist(startOf(1)).wait(t), r.insist(presentOf(1, 1)).wait(t)}
	ended := []*call{r.insist(startOf(2)).wait(t), r.insist(endOf(2)).wait(t)}
	answeredAll(t, append(calls, ended...))
	r.stop()

	again := start(t, url, often, func(c *Config) {
		c.Now = func() time.Time { return time.Now().Add(7 * 24 * time.Hour) }
		c.MaxSkew = 30 * 24 * time.Hour
	})
	again.await(t, serving)
	for _, c := range append(calls, ended...) {
		if out := again.do(t, c.command); !out.Repeated ||
			show(asFirstTime(out)) != show(c.outcome) {
			t.Errorf("asked again it says\n%s\nand said\n%s", show(out), show(c.outcome))
		}
	}
	late := presentOf(1, 2)
	if out := again.do(t, late); out.Verdict != rollcall.NotOpen {
		t.Errorf("last week's roll call still takes presences: %s", show(out))
	}
	if out := again.do(t, listOf(1)); out.Arrivals.Len() != 1 {
		t.Errorf("its list is %s", show(out))
	}
}

func asFirstTime(out rollcall.Outcome) rollcall.Outcome {
	out.Repeated = false
	return out
}

// damaged makes a record of the second version, as wrong as change has it.
func damaged(t *testing.T, js jetstream.JetStream, r *replica,
	change func(*record.Record, []byte) []byte) {
	t.Helper()
	_, age := r.ledger.now()
	rec := record.Record{Header: record.Header{
		Version: 2, Epoch: identify(streamInfo(t, js)).epoch, Written: time.Now(), Age: age,
	}}
	publish(t, js, change(&rec, []byte("start 1 1 - 1\n")))
}

func sealed(r *record.Record, body []byte) []byte {
	data := append(r.Append(nil), body...)
	record.Seal(data)
	return data
}

func TestDamageIsNotPassedOver(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		change func(*record.Record, []byte) []byte
		want   error
	}{
		"flipped": {func(r *record.Record, body []byte) []byte {
			data := sealed(r, body)
			data[len(data)-4] ^= 1
			return data
		}, record.ErrDamaged},
		"cut off": {func(r *record.Record, body []byte) []byte {
			data := sealed(r, body)
			return data[:len(data)-3]
		}, record.ErrDamaged},
		"other records before it": {func(r *record.Record, body []byte) []byte {
			r.Digest = record.Digest{Through: 1, Of: record.Sum{1}}
			return sealed(r, body)
		}, record.ErrOther},
		"more records before it": {func(r *record.Record, body []byte) []byte {
			r.Digest = record.Digest{Through: 1 << 20, Of: record.Sum{1}}
			return sealed(r, body)
		}, record.ErrOther},
		"an unknown option": {func(r *record.Record, _ []byte) []byte {
			return sealed(r, []byte("start 1 1 - 1 code=30\n"))
		}, record.ErrNewer},
		"an unknown command": {func(r *record.Record, _ []byte) []byte {
			return sealed(r, []byte("mark 1 1 042 1 by=clara reason=\"sem telefone\"\n"))
		}, record.ErrNewer},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			js := jetStream(t, url)
			r := started(t, url)
			damaged(t, js, r, of.change)
			said := func(h Health) bool { return !h.Serving && errors.Is(h.Err, of.want) }
			if h := r.await(t, said); !strings.Contains(h.Err.Error(), "record ") {
				t.Errorf("it does not say where: %v", h.Err)
			}
			if late := start(t, url); late.await(t, said).Serving {
				t.Error("one that begins then serves")
			}
		})
	}
}

// TestGapInsideIsDamage removes a record, as only who gets around the stream's
// configuration can.
func TestGapInsideIsDamage(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	cfg := streamConfig(testEpoch, 1, 0)
	cfg.DenyDelete = false
	stream, err := js.CreateStream(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		publish(t, js, sealed(&record.Record{Header: record.Header{
			Version: record.Highest, Epoch: testEpoch, Written: time.Now(),
		}}, nil))
	}
	if err := stream.DeleteMsg(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	h := start(t, url).await(t, func(h Health) bool { return errors.Is(h.Err, errGap) })
	if h.Serving {
		t.Error("it serves")
	}
}

// TestFrontThatIsMissingIsDamage purges where coordinators do, and where they do not.
func TestFrontThatIsMissingIsDamage(t *testing.T) {
	t.Parallel()
	for name, digests := range map[string]bool{"after a digest": true, "elsewhere": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			js := jetStream(t, url)
			var life lifetime
			life.began = time.Now()
			// Its time passes only when the test says so.
			r := started(t, url, func(c *Config) {
				c.Elapsed = func() time.Duration { return time.Duration(life.more.Load()) }
			})
			var calls []*call
			for n := range 5 {
				if digests {
					life.pass(digestEvery)
				}
				calls = append(calls, r.insist(startOf(uint64(n+1))).wait(t))
			}
			answeredAll(t, calls)
			r.stop()
			stream, err := js.Stream(t.Context(), Stream)
			if err != nil {
				t.Fatal(err)
			}
			at := calls[3].outcome.Position.Record
			if err := stream.Purge(t.Context(), jetstream.WithPurgeSequence(at)); err != nil {
				t.Fatal(err)
			}
			h := start(t, url).await(t, func(h Health) bool {
				return !errors.Is(h.Err, errReplaying)
			})
			if digests != (h.Err == nil) || !digests && !errors.Is(h.Err, record.ErrCut) {
				t.Errorf("begun there its health is %+v", h)
			}
		})
	}
}

// TestFirstVersionAfterRaiseIsTooLate has a replica that has not heard of the raise.
func TestFirstVersionAfterRaiseIsTooLate(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	r := started(t, url)
	rec := record.Record{Header: record.Header{
		Version: record.First, Epoch: identify(streamInfo(t, js)).epoch, Written: time.Now(),
	}}
	publish(t, js, sealed(&rec, []byte("start 1795370645123 7 - 5\n")))
	calls := []*call{r.insist(listOf(7)).wait(t)}
	if got := calls[0].outcome.Verdict; got != rollcall.NotOpen {
		t.Errorf("it has taken effect: %s", show(calls[0].outcome))
	}
	for _, replica := range []*replica{r, started(t, url)} {
		if out := replica.do(t, listOf(7)); out.Verdict != rollcall.NotOpen {
			t.Errorf("it has taken effect: %s", show(out))
		}
	}
}
