package rollcall_test

import (
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
	journal  [][]request // record n is journal[n-1]
	first    uint64      // the records before it are purged
	replicas []*replica
	naive    naive
	reader   *reader
}

type replica struct {
	*rollcall.State
	marks []uint64 // every low-water mark it has told
}

func newCluster(replicas int) *cluster {
	c := &cluster{history: newHistory(), first: 1, reader: newReader()}
	for range replicas {
		c.replicas = append(c.replicas, &replica{State: rollcall.NewState()})
	}
	return c
}

// TestPropertyReplicas holds replicas that restart, and purge the journal up to any
// mark of any of them, to what the naive register says, which keeps it all.
func TestPropertyReplicas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCluster(3)
		t.Repeat(map[string]func(*rapid.T){
			"record":   c.record,
			"record'":  c.record, // so that there is more of it than of the others
			"record''": c.record,
			"purge":    c.purge,
			"restart":  c.restart,
			"":         c.check,
		})
	})
}

func (c *cluster) record(t *rapid.T) {
	requests := c.history.record(t)
	for i, reply := range c.apply(t, requests) {
		t.Logf("%d-%d\t%v\n\t\t%s", len(c.journal), i, requests[i], reply)
	}
}

// apply adds a record to the journal, makes every replica apply it, and gives
// the replies, all of which must be what the naive register says.
func (c *cluster) apply(t rapid.TB, requests []request) []string {
	c.journal = append(c.journal, requests)
	replies := make([]string, len(requests))
	for i, q := range requests {
		at := rollcall.Position{Record: uint64(len(c.journal)), Index: uint16(i)}
		want := c.naive.ask(at, q)
		replies[i] = want
		for n, r := range c.replicas {
			if got := c.reader.read(r.Apply(at, q.command())); got != want {
				t.Fatalf("%v\nreplica %d says\n%s\nand should say\n%s", q, n, got, want)
			}
		}
	}
	for _, r := range c.replicas {
		r.Pass(uint64(len(c.journal)))
		r.marks = append(r.marks, r.LowWater())
	}
	return replies
}

// purge erases what a replica has told, lately or long ago, to be needless.
func (c *cluster) purge(t *rapid.T) {
	r := rapid.SampledFrom(c.replicas).Draw(t, "replica")
	if len(r.marks) > 0 {
		c.first = max(c.first, rapid.SampledFrom(r.marks).Draw(t, "mark"))
		t.Logf("purged up to %d", c.first)
	}
}

// restart makes a replica begin again with what the journal still holds.
func (c *cluster) restart(t *rapid.T) {
	n := rapid.IntRange(0, len(c.replicas)-1).Draw(t, "replica")
	c.replicas[n] = &replica{State: c.replay(c.first)}
	t.Logf("replica %d replayed from %d", n, c.first)
}

func (c *cluster) replay(first uint64) *rollcall.State {
	s := rollcall.NewState()
	s.Pass(first - 1)
	for n := first; n <= uint64(len(c.journal)); n++ {
		for i, q := range c.journal[n-1] {
			s.Apply(rollcall.Position{Record: n, Index: uint16(i)}, q.command())
		}
		s.Pass(n)
	}
	return s
}

// check compares the replicas with each other and each with itself.
func (c *cluster) check(t *rapid.T) {
	want := string(c.replicas[0].Dump(c.history.now))
	for n, r := range c.replicas {
		if err := r.Check(); err != nil {
			t.Fatalf("replica %d: %v", n, err)
		}
		if got := string(r.Dump(c.history.now)); got != want {
			t.Fatalf("replica %d holds\n%s\nand replica 0\n%s", n, got, want)
		}
		if !slices.IsSorted(r.marks) {
			t.Fatalf("the low-water mark of replica %d goes back: %d", n, r.marks)
		}
	}
}
