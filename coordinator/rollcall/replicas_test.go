package rollcall_test

import (
	"bytes"
	"flag"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

func init() {
	// More than rapid does of itself; -rapid.checks still has the last word.
	if err := flag.Set("rapid.checks", "200"); err != nil {
		panic(err)
	}
}

// cluster is a journal, the replicas that apply it, and the naive register
// that they must agree with.
type cluster struct {
	history  *history
	journal  []record // record n is journal[n-1]
	replicas []*replica
	naive    naive
	reader   *reader
	liars    bool // writers are wrong now and then in what they know
}

type record struct {
	entering
	requests []request
	now      rollcall.Time // of the history when it was written
}

func newCluster(replicas int) *cluster {
	c := &cluster{history: newHistory(), reader: newReader()}
	for range replicas {
		c.replicas = append(c.replicas, newReplica(1))
	}
	return c
}

// TestPropertyReplicas holds replicas that sweep when they like, and restart
// from any mark of any of them, to what the naive register says, which keeps
// it all.
func TestPropertyReplicas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(3)
		c.liars = rapid.Bool().Draw(t, "liars")
		t.Repeat(map[string]func(*rapid.T){
			"record":  c.record,
			"record'": c.record, // so that there is more of it than of the others
			"restart": c.restart,
			"":        c.check,
		})
	})
}

// TestPropertyLowWater begins a replica from each mark ever told, and has all
// of them go on together.
func TestPropertyLowWater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(2)
		c.liars = rapid.Bool().Draw(t, "liars")
		t.Repeat(map[string]func(*rapid.T){"record": c.record})
		begun := make(map[uint64]bool)
		for _, r := range c.replicas {
			for _, mark := range append(r.cuts(), r.marks...) {
				if !begun[mark] {
					begun[mark] = true
					c.replicas = append(c.replicas, c.replay(mark, draw(t)))
				}
			}
		}
		for range 3 {
			c.check(t)
			c.record(t)
		}
		c.check(t)
	})
}

func (c *cluster) record(t *rapid.T) {
	at := c.lags(t, c.history.enter(t, uint64(len(c.journal)+1)))
	requests := c.history.record(t)
	c.foresee(at, requests)
	if c.liars {
		lie(t, at, requests)
	}
	for i, reply := range c.apply(t, at, requests) {
		t.Logf("%d-%d\t%v\n\t\t%s", len(c.journal), i, requests[i], reply)
	}
	for _, r := range c.replicas {
		r.sweep(draw(t), c.history.now)
	}
}

// apply adds a record to the journal, makes every replica apply it, and gives
// the replies, all of which must be what the naive register says.
func (c *cluster) apply(t rapid.TB, at entering, requests []request) []string {
	written := record{entering: at, now: c.history.now}
	number := uint64(len(c.journal) + 1)
	c.naive.enter(at)
	for _, r := range c.replicas {
		r.enter(at)
	}
	replies := make([]string, len(requests))
	for i, q := range requests {
		q = c.naive.resolve(q, c.reader.tickets)
		written.requests = append(written.requests, q)
		at := rollcall.Position{Record: number, Index: uint16(i)}
		want := c.naive.ask(at, q)
		replies[i] = want
		for n, r := range c.replicas {
			if got := c.reader.read(r.Apply(at, q.command())); got != want {
				t.Fatalf("%v\nreplica %d says\n%s\nand should say\n%s", q, n, got, want)
			}
		}
	}
	written.requests = journaled(written.requests)
	c.journal = append(c.journal, written)
	for _, r := range c.replicas {
		r.Pass(number)
	}
	return replies
}

// journaled is requests as the journal has them: it does not know which roll a list was
// to show.
func journaled(requests []request) []request {
	kept := slices.Clone(requests)
	for i := range kept {
		kept[i].last = false
	}
	return kept
}

// restart makes a replica begin again with what the journal must still hold
// when one of them, lately or long ago, has told its mark.
func (c *cluster) restart(t *rapid.T) {
	teller := rapid.SampledFrom(c.replicas).Draw(t, "teller")
	mark := rapid.SampledFrom(teller.marks).Draw(t, "mark")
	n := rapid.IntRange(0, len(c.replicas)-1).Draw(t, "replica")
	c.replicas[n] = c.replay(mark, draw(t))
	t.Logf("replica %d replayed from %d", n, mark)
}

// replay is a replica that begins with record first, and sweeps on its way.
func (c *cluster) replay(first uint64, sweeps sweeps) *replica {
	return c.replayTo(first, uint64(len(c.journal)), sweeps)
}

func (c *cluster) replayTo(first, last uint64, sweeps sweeps) *replica {
	r := newReplica(first)
	for n := first; n <= last; n++ {
		written := c.journal[n-1]
		r.enter(written.entering)
		for i, q := range written.requests {
			r.Apply(rollcall.Position{Record: n, Index: uint16(i)}, q.command())
		}
		r.Pass(n)
		r.sweep(sweeps, written.now)
	}
	return r
}

// check compares the replicas with each other, by the fastest and the slowest
// clock of those who may ask, and each with the register.
func (c *cluster) check(t *rapid.T) {
	for _, now := range []rollcall.Time{c.history.now, c.history.now - furthestBack} {
		want := c.replicas[0].Dump(now)
		for n, r := range c.replicas {
			if got := r.Dump(now); !bytes.Equal(got, want) {
				t.Fatalf("replica %d holds\n%s\nand replica 0\n%s", n, got, want)
			}
		}
	}
	want, counted := c.replicas[0].digest()
	for n, r := range c.replicas {
		if got, ok := r.digest(); got != want || ok != counted {
			t.Fatalf("replica %d has the digest %x, and replica 0 %x", n, got, want)
		}
	}
	for _, r := range c.replicas {
		r.check(t, &c.naive)
	}
}
