//go:build faults && linux

package heal

import (
	"os"
	"testing"
	"time"

	"github.com/chamada/chamada/clients"
)

// TestTwoRunning spoils the files of two nodes of three that run, the leader's among them.
// Both leave and say so, the third says that it cannot confirm, and nobody confirms. With
// their files as they were, everything that was confirmed is on every node.
func TestTwoRunning(t *testing.T) {
	n := startNodes(t, "--no-heal")
	l := newLoad(t, n.connect(-1))
	l.open(1)
	presences(l, 0, 100)
	leader := n.one(true)
	hurt, third := []int{leader, (leader + 1) % 3}, (leader+2)%3
	var mend []func()
	for _, i := range hurt {
		mend = append(mend, spoil(t, block(t, n.data(i), 0)))
	}
	presences(l, 100, 200) // nobody has looked yet, and it is confirmed as ever
	for _, i := range hurt {
		n.says(i, "--no-heal leaves it to you")
		if n.metric(i, "chamada_damaged") != 1 {
			t.Errorf("no metric tells of the damage of node %d", i+1)
		}
	}
	n.says(third, "journal")
	for i := range n.processes {
		c := clients.New(n.connect(i), clients.Timeout(3*time.Second))
		if _, err := c.Start(t.Context(), 2); err == nil {
			t.Errorf("through node %d a start is confirmed, with two of three damaged", i+1)
		}
	}
	for i := range n.processes {
		n.stop(i)
	}
	for _, f := range mend {
		f()
	}
	for i := range n.processes {
		n.start(i)
	}
	n.same(l)
}

func presences(l *load, from, to int64) {
	for student := from; student < to; student++ {
		l.present(1, student)
	}
}

// spoil changes one bit of a file's first record until mend is called, which a person does
// with a backup.
func spoil(t *testing.T, file string) (mend func()) {
	t.Helper()
	const at = 100 // bytes: where a server that appends never writes again
	change := func() {
		f, err := os.OpenFile(file, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		b := make([]byte, 1)
		if _, err := f.ReadAt(b, at); err != nil {
			t.Fatal(err)
		}
		b[0] ^= 4
		if _, err := f.WriteAt(b, at); err != nil {
			t.Fatal(err)
		}
	}
	change()
	return change
}
