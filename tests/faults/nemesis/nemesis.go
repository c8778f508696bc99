//go:build faults && linux

package nemesis

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/history"
)

// Nemesis breaks one cluster. It belongs to the goroutine of the test.
type Nemesis struct {
	t       testing.TB
	cluster *cluster.Cluster
	rec     *history.Recorder
	rng     *rand.Rand
	deck    []string // kinds to come
}

// New has the seed decide.
func New(t testing.TB, c *cluster.Cluster, rec *history.Recorder, seed uint64) *Nemesis {
	return &Nemesis{t: t, cluster: c, rec: rec, rng: rand.New(rand.NewPCG(seed, 0))}
}

// fault breaks the node, or the cluster around it, heals it, and gives what
// shows that it happened: empty when nothing does.
type fault func(n *Nemesis, victim *cluster.Node) (evidence string)

var faults = map[string]fault{
	"kill": kill, "terminate": terminate, "pause": pause, "stutter": stutter,
	"power": losePower, "wipe": wipe, "kill all": killAll, "freeze": freeze,
	"unplug": unplug, "isolate": isolate, "bridge": bridge, "one way": oneWay, "lossy": lossy,
	"slow": slow,
}

// Kinds are the faults that a run of that length has all of: the longest are
// left to the long ones.
func Kinds(length time.Duration) []string {
	kinds := slices.Sorted(maps.Keys(faults))
	if length < longRun {
		kinds = slices.DeleteFunc(kinds, func(kind string) bool { return kind == "freeze" })
	}
	return kinds
}

// longRun has time for faults that outlast an election.
const longRun = 4 * time.Minute

// Run deals the kinds in random order, and all of them before any comes
// again, until time is over and each has come. Then all is well.
func (n *Nemesis) Run(kinds []string, length time.Duration) {
	n.t.Helper()
	for over := n.rec.Now() + length; n.rec.Now() < over || len(n.deck) > 0; {
		if len(n.deck) == 0 {
			n.deck = slices.Clone(kinds)
			n.rng.Shuffle(len(n.deck), func(i, j int) {
				n.deck[i], n.deck[j] = n.deck[j], n.deck[i]
			})
		}
		kind := n.deck[0]
		n.deck = n.deck[1:]
		n.Strike(kind, n.victim())
		n.last(500*time.Millisecond, 3*time.Second)
	}
}

// victim is the leader as often as all others.
func (n *Nemesis) victim() *cluster.Node {
	if leader := n.cluster.Leader(); leader != nil && n.rng.IntN(2) == 0 {
		return leader
	}
	return n.cluster.Nodes[n.rng.IntN(len(n.cluster.Nodes))]
}

// Strike has one fault happen, and returns when all is well again.
func (n *Nemesis) Strike(kind string, victim *cluster.Node) {
	n.t.Helper()
	f := history.Fault{Kind: kind, Nodes: []string{victim.Name},
		Leader: n.cluster.Leader() == victim, Began: n.rec.Now()}
	strike, ok := faults[kind]
	if !ok {
		n.t.Fatalf("there is no fault %q", kind)
	}
	f.Evidence = strike(n, victim)
	f.Healed, f.Happened = n.rec.Now(), f.Evidence != ""
	f.Last = fmt.Sprint(n.cluster.AwaitWell())
	f.Well = n.rec.Now()
	n.rec.Fault(f)
	n.t.Log(f)
}

// last is how long something takes.
func (n *Nemesis) last(least, most time.Duration) time.Duration {
	d := least + time.Duration(n.rng.Int64N(int64(most-least)))
	<-time.After(d)
	return d
}

func after(d time.Duration, what any) string {
	return fmt.Sprintf("after %.1f s: %v", d.Seconds(), what)
}
