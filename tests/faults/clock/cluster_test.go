//go:build faults && linux

package clock

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/tests/faults/load"
	"github.com/chamada/chamada/tests/natstest"
)

// school is three nodes, each with a clock of its own.
type school struct {
	t        *testing.T
	nodes    [3]*node
	students int // in the open roll call
}

func startSchool(t *testing.T) *school {
	t.Helper()
	s := &school{t: t, students: 1}
	dir, listen, routes := t.TempDir(), natstest.FreeAddrs(t, 3), natstest.FreeAddrs(t, 3)
	for i := range s.nodes {
		name := fmt.Sprint("n", i+1)
		s.nodes[i] = newNode(t, "--name", name, "--data", filepath.Join(dir, name),
			"--listen", listen[i], "--cluster-listen", routes[i],
			"--routes", "nats://"+strings.Join(routes, ",nats://"), "--replicas", "3")
		s.nodes[i].start()
	}
	for _, n := range s.nodes {
		n.await()
	}
	return s
}

// leader is the place of the node that leads the journal, as another one says; -1 when
// none is known.
func (s *school) leader(asked int) int {
	nc, err := nats.Connect(s.nodes[asked].url)
	if err != nil {
		return -1
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return -1
	}
	stream, err := js.Stream(s.t.Context(), "CHAMADA")
	if err != nil || stream.CachedInfo().Cluster == nil {
		return -1
	}
	for i := range s.nodes {
		if stream.CachedInfo().Cluster.Leader == fmt.Sprint("n", i+1) {
			return i
		}
	}
	return -1
}

func (s *school) awaitLeader() (i int) {
	s.t.Helper()
	natstest.Eventually(s.t, "somebody leads the journal", func() bool {
		i = s.leader(0)
		return i >= 0
	})
	return i
}

// role is which of three nodes has the wrong clock, and where clients ask: a node serves
// its own clients, and one without clients idles.
type role struct {
	leads, serves bool
}

// roles are all that a node of three can be.
var roles = map[string]role{
	"leader": {leads: true, serves: true}, "follower": {serves: true}, "idle": {},
}

// TestOneOfThree sets one clock wrong, again and again: its node leaves and gives up the
// journal, whichever it is, and the other two serve on.
func TestOneOfThree(t *testing.T) {
	t.Parallel()
	for name, r := range roles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, l, wrong := cast(t, r)
			for _, ahead := range []time.Duration{9 * day, -9 * day, 13 * hour, -13 * hour, hour,
				-hour} {
				if r.leads {
					s.lead(wrong)
				}
				s.goesWrong(l, wrong, ahead, 0)
				s.comesRight(wrong)
			}
			s.harmless(l, wrong)
			s.whole(l)
		})
	}
}

// TestOneOfThreeStaysWrong leaves one clock ahead for long enough to have everything
// purged that seems to be over by it, and starts its node again with it.
func TestOneOfThreeStaysWrong(t *testing.T) {
	t.Parallel()
	for name, r := range roles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, l, wrong := cast(t, r)
			s.goesWrong(l, wrong, 9*day, tidied)
			n := s.nodes[wrong]
			if err := n.Terminate(endWithin); err != nil {
				t.Error(err)
			}
			n.start()
			n.awaitWrong("started with a wrong clock")
			s.comesRight(wrong)
			s.whole(l)
		})
	}
}

// cast starts a school, and gives its load and the node whose clock will be wrong.
func cast(t *testing.T, r role) (s *school, l *load.Load, wrong int) {
	t.Helper()
	s = startSchool(t)
	wrong = s.awaitLeader()
	if !r.leads {
		wrong = (wrong + 1) % len(s.nodes)
	}
	asked := wrong
	if !r.serves {
		asked = (wrong + 1) % len(s.nodes)
	}
	return s, played(t, s.nodes[asked].connect()), wrong
}

// lead has a node lead the journal.
func (s *school) lead(i int) {
	s.t.Helper()
	nc := s.nodes[i].connect()
	natstest.Within(s.t, time.Minute, func() error {
		at := s.leader(i)
		if at == i {
			return nil
		}
		place := fmt.Sprintf(`{"placement":{"preferred":"n%d"}}`, i+1)
		_, err := nc.Request("$JS.API.STREAM.LEADER.STEPDOWN.CHAMADA", []byte(place), time.Second)
		return fmt.Errorf("node %d leads, and it should be %d: %w", at+1, i+1, err)
	})
}

// goesWrong has the clock of one node be wrong, for so long. What is stamped at that moment
// is stamped right.
func (s *school) goesWrong(l *load.Load, wrong int, ahead, lasts time.Duration) {
	s.t.Helper()
	n := s.nodes[wrong]
	when := fmt.Sprintf("with a clock %v ahead", ahead)
	during(s.t, l, func() {
		n.wall.set(ahead)
		for range 20 {
			s.students++
			stampedNow(s.t, when, present(s.t, l, s.students))
		}
		n.awaitWrong(when)
		natstest.Within(s.t, time.Minute, func() error {
			at := s.leader((wrong + 1) % len(s.nodes))
			return unless(at >= 0 &&
				at != wrong, fmt.Sprintf("%s node %d leads the journal", when, at+1))
		})
		for i := range s.nodes {
			if i != wrong {
				s.nodes[i].awaitWell("beside one " + when)
			}
		}
		time.Sleep(lasts)
	})
	n.awaitWrong(when)
}

// comesRight sets the clock of a node right.
func (s *school) comesRight(i int) {
	s.t.Helper()
	s.nodes[i].wall.set(0)
	s.nodes[i].awaitWell("with its clock set right")
}

// whole asks for everything again, at each node.
func (s *school) whole(l *load.Load) {
	s.t.Helper()
	for i, n := range s.nodes {
		whole(s.t, l, n.connect(), fmt.Sprint("asked at node ", i+1), s.students)
	}
}

// stampedNow looks at the time in a reply, on a machine that may be slow.
func stampedNow(t *testing.T, when, reply string) {
	t.Helper()
	var told struct{ Time time.Time }
	err := json.Unmarshal([]byte(reply), &told)
	if err != nil || time.Since(told.Time).Abs() > 10*time.Second {
		t.Errorf("%s a presence is stamped %s", when, reply)
	}
}

// harmless has the node's clock be off by what nobody need hear of, and the node stand
// still as a virtual machine that is paused: its clock is behind until it is set.
func (s *school) harmless(l *load.Load, i int) {
	s.t.Helper()
	n := s.nodes[i]
	for _, ahead := range []time.Duration{time.Second, -time.Second, 0} {
		during(s.t, l, func() { n.wall.set(ahead) })
		if well, body := n.health(); !well {
			s.t.Errorf("with a clock %v ahead it says %s", ahead, body)
		}
	}
	during(s.t, l, func() {
		n.Stop()
		n.AwaitStopped()
		n.wall.set(-hour)
		n.Resume()
		n.awaitWrong("resumed an hour behind")
		n.wall.set(0)
		n.awaitWell("set right after it was paused")
	})
}
