//go:build faults && linux

package heal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
)

// TestStopped damages one node after the other while it is stopped: by turns the one
// that leads the journal and one that follows, stopped as a person does and by a crash.
func TestStopped(t *testing.T) {
	n := startNodes(t, "--journal-max-bytes", "16MiB")
	l := newLoad(t, n.connect(-1))
	l.fill()
	stop := l.run()
	for turn, d := range damages {
		if turn%*every != 0 {
			continue
		}
		l.grows()
		i := n.one(turn%2 == 0)
		if d.crash {
			n.processes[i].Kill()
		} else {
			n.stop(i)
		}
		d.do(t, n.data(i))
		l.grows()
		n.start(i)
		n.well(i)
		if healed := n.metric(i, "chamada_heals_total") == 1; healed != d.heals {
			t.Errorf("%s: the node has healed: %v", d.name, healed)
		}
		t.Logf("%s of node %d, leader %v: well again", d.name, i+1, turn%2 == 0)
	}
	stop()
	n.same(l)
}

// one is the node that leads the journal, or another.
func (n *nodes) one(leads bool) (i int) {
	n.t.Helper()
	leader := -1
	natstest.Eventually(n.t, "somebody leads the journal", func() bool {
		leader = n.leader("CHAMADA")
		return leader >= 0
	})
	if leads {
		return leader
	}
	return (leader + 1) % 3
}

// same holds every node to all that was confirmed, alone as the one that leads as well.
func (n *nodes) same(l *load) {
	n.t.Helper()
	for i := range n.processes {
		n.well(i)
	}
	n.agree(l)
	for i := range n.processes {
		l.listed(n.data(i), n.connect(i))
	}
	for i := range n.processes { // each has to do with what it has
		n.processes[i].Kill()
		n.start(i)
		n.well(i)
	}
	for i := range n.processes {
		l.listed(n.data(i)+" again", n.connect(i))
	}
}

// TestRunning damages the files of nodes that run.
func TestRunning(t *testing.T) {
	n := startNodes(t, "--journal-max-bytes", "16MiB")
	l := newLoad(t, n.connect(-1))
	l.fill()
	stop := l.run()
	for turn, c := range []damage{
		{name: "a byte of a block", do: flipBlock},
		{name: "the first block deleted", do: deleteFirst},
		{name: "the checksum of the description", do: flipSum},
	} {
		i := n.one(turn%2 == 0)
		before := n.metric(i, "chamada_heals_total")
		c.do(t, n.data(i))
		n.says(i, "not as they were written")
		natstest.Within(t, mendWithin, func() error {
			if n.metric(i, "chamada_heals_total") == before {
				return os.ErrDeadlineExceeded
			}
			return nil
		})
		n.well(i)
		l.grows()
		t.Logf("%s of node %d, leader %v: well again", c.name, i+1, turn%2 == 0)
	}
	stop()
	n.same(l)
}

// TestNoHeal leaves a damaged node out until a person has done what health says, and two
// at once as well.
func TestNoHeal(t *testing.T) {
	n := startNodes(t, "--no-heal")
	l := newLoad(t, n.connect(-1))
	l.open(1)
	stop := l.run()
	l.grows()
	i := n.one(true)
	n.stop(i)
	flip(t, block(t, n.data(i), 0))
	n.start(i)
	n.says(i, "--no-heal leaves it to you")
	if n.metric(i, "chamada_damaged") != 1 {
		t.Error("no metric tells of the damage")
	}
	l.grows()
	n.stop(i)
	n.extra = nil // what health says
	n.start(i)
	n.well(i)
	stop()
	n.same(l)
}

// TestTwo: of two damaged nodes none takes the other's copy, nor the one's that is left.
func TestTwo(t *testing.T) {
	n := startNodes(t)
	l := newLoad(t, n.connect(-1))
	l.open(1)
	l.present(1, 1)
	for i := range 2 {
		n.stop(i)
	}
	var kept []string
	for i := range 2 {
		kept = append(kept, filepath.Join(n.dir, "kept"+string(rune('0'+i))))
		copyTo(t, n.data(i), kept[i])
		flip(t, block(t, n.data(i), 0))
		n.start(i)
	}
	for i := range 2 {
		n.says(i, "two other nodes must vouch for their copies")
	}
	if replaced, _ := filepath.Glob(filepath.Join(n.dir, "*", "replaced-*")); len(replaced) > 0 {
		t.Errorf("thrown away: %s", strings.Join(replaced, " "))
	}
	n.stop(0) // a person restores one: then there are two for the other
	remove(t, n.data(0))
	copyTo(t, kept[0], n.data(0))
	n.start(0)
	n.same(l)
}
