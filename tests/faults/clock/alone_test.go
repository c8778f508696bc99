//go:build faults && linux

package clock

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/load"
	"github.com/chamada/chamada/tests/natstest"
)

func lone(t *testing.T) *node {
	t.Helper()
	data, listen := filepath.Join(t.TempDir(), "data"), natstest.FreeAddrs(t, 1)[0]
	n := newNode(t, "--data", data, "--listen", listen)
	n.start()
	n.await()
	return n
}

// TestAlone sets the clock of a node on its own while it runs.
func TestAlone(t *testing.T) {
	t.Parallel()
	for _, step := range []time.Duration{9 * day, -9 * day, 13 * hour, -13 * hour, hour, -hour} {
		t.Run(step.String(), func(t *testing.T) {
			t.Parallel()
			n := lone(t)
			nc := n.connect()
			l := played(t, nc)
			during(t, l, func() { n.wall.set(step) })
			n.awaitSays("clock was set")
			present(t, l, 2)
			time.Sleep(tidied)
			n.awaitWell("with its clock set")
			whole(t, l, nc, "with its clock set", 2)
			n.again(step)
			present(t, l, 3)
			whole(t, l, nc, "started again with that clock", 3)
			n.setRight(l, nc, step)
		})
	}
}

// setRight starts it again with the machine's clock: by then the journal was written in
// the future, or so long ago as if nobody had run.
func (n *node) setRight(l *load.Load, nc *nats.Conn, was time.Duration) {
	n.t.Helper()
	n.again(0)
	switch {
	case was > 0:
		n.awaitSays("clock is before the journal")
		present(n.t, l, 4)
	case was < -2*hour:
		n.awaitSays("nobody ran")
	}
	whole(n.t, l, nc, "started again with the right clock", 3)
}

// TestAloneLeapSecond is told to nobody, and refuses nobody.
func TestAloneLeapSecond(t *testing.T) {
	t.Parallel()
	for _, step := range []time.Duration{time.Second, -time.Second} {
		t.Run(step.String(), func(t *testing.T) {
			t.Parallel()
			n := lone(t)
			nc := n.connect()
			l := played(t, nc)
			during(t, l, func() { n.wall.set(step) })
			present(t, l, 2)
			whole(t, l, nc, "with a leap second", 2)
			if said := n.Said.String(); strings.Contains(said, "clock") {
				t.Errorf("it says\n%s", said)
			}
		})
	}
}

// TestAloneSuspended has the machine sleep for an hour: the process stands still, and the
// wall clock has gone on meanwhile. So it is with a virtual machine that was paused, once
// its clock was set.
func TestAloneSuspended(t *testing.T) {
	t.Parallel()
	n := lone(t)
	nc := n.connect()
	l := played(t, nc)
	during(t, l, func() {
		n.Stop()
		n.AwaitStopped()
		n.wall.set(hour)
		n.Resume()
	})
	n.awaitSays("stood still while the machine slept")
	present(t, l, 2)
	whole(t, l, nc, "after an hour's sleep", 2)
}

// TestShutOnMonday has a laptop shut with a roll call open, and opened a week later.
func TestShutOnMonday(t *testing.T) {
	t.Parallel()
	n := lone(t)
	nc := n.connect()
	l := played(t, nc)
	during(t, l, func() {})
	n.again(7 * day)
	n.awaitSays("nobody ran")
	late := ask(t, nc, subjects.StudentPresent, fmt.Sprintf(`{"class":%d,"student":"77"}`, held))
	if !strings.Contains(late, `"reason":"not_open"`) {
		t.Errorf("last week's roll call answers a presence with %s", late)
	}
	time.Sleep(tidied)
	whole(t, l, nc, "a week later", 1)
	class := fmt.Sprintf(`{"class":%d}`, held)
	if ended := ask(t, nc, subjects.TeacherEnd, class); !strings.Contains(ended,
		`"students":["1"]`) {
		t.Errorf("its end is answered %s", ended)
	}
	l.Ask(subjects.TeacherStart, "new", class)
	present(t, l, 2)
}
