//go:build faults && linux

package clock

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/embedded/natstest"
	"github.com/chamada/chamada/coordinator/faults/load"
	"github.com/chamada/chamada/subjects"
)

func unless(is bool, text string) error {
	if is {
		return nil
	}
	return errors.New(text)
}

// held is a class whose roll call stays open.
const held = 900_000

func lone(t *testing.T) *node {
	t.Helper()
	n := newNode(t, "--data", filepath.Join(t.TempDir(), "data"), "--listen", natstest.FreeAddrs(t, 1)[0])
	n.start()
	n.await()
	return n
}

// played is a school of whose roll calls one is open, and a load that goes on.
func played(t *testing.T, nc *nats.Conn) *load.Load {
	t.Helper()
	l := load.New(t, nc)
	l.Pace = pace
	l.Ask(subjects.TeacherStart, "held", fmt.Sprintf(`{"class":%d}`, held))
	present(t, l, 1)
	return l
}

// present has the open roll call take one more.
func present(t *testing.T, l *load.Load, student int) (reply string) {
	t.Helper()
	payload := fmt.Sprintf(`{"class":%d,"student":"%d"}`, held, student)
	reply = l.Ask(subjects.StudentPresent, fmt.Sprint("held-", student), payload)
	if strings.Contains(reply, `"class":0`) {
		t.Errorf("student %d is refused: %s", student, reply)
	}
	return reply
}

// during has roll calls go on while f runs, some of them from their start to their end.
func during(t *testing.T, l *load.Load, f func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var playing sync.WaitGroup
	playing.Go(func() { l.Run(ctx) })
	began := l.Classes()
	f()
	natstest.Within(t, time.Minute, func() error {
		return unless(l.Classes() >= began+8, "roll calls do not go on")
	})
	stop()
	playing.Wait()
}

// whole holds all that was answered so far to what is answered now, and the open roll
// call to so many students.
func whole(t *testing.T, l *load.Load, nc *nats.Conn, when string, students int) {
	t.Helper()
	l.SameAgain(nc, when)
	reply, err := nc.Request(subjects.TeacherList, fmt.Appendf(nil, `{"class":%d}`, held), 10*time.Second)
	if err != nil {
		t.Fatal(when, err)
	}
	for n := range students {
		if !strings.Contains(string(reply.Data), fmt.Sprintf(`"%d"`, n+1)) {
			t.Errorf("%s the open roll call has lost %d: %s", when, n+1, reply.Data)
		}
	}
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
			n.awaitSays("clock was set", 0)
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
		n.awaitSays("clock is before the journal", 0)
		present(n.t, l, 4)
	case was < -2*hour:
		n.awaitSays("nobody ran", 0)
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
	n.awaitSays("stood still while the machine slept", 0)
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
	n.awaitSays("nobody ran", 0)
	late := fmt.Sprintf(`{"class":%d,"student":"77"}`, held)
	reply, err := nc.Request(subjects.StudentPresent, []byte(late), 10*time.Second)
	if err != nil || !strings.Contains(string(reply.Data), `"reason":"not_open"`) {
		t.Errorf("last week's roll call answers a presence with %v %+v", err, reply)
	}
	time.Sleep(tidied)
	whole(t, l, nc, "a week later", 1)
	if _, err := nc.Request(subjects.TeacherEnd, fmt.Appendf(nil, `{"class":%d}`, held), 10*time.Second); err != nil {
		t.Error(err)
	}
	l.Ask(subjects.TeacherStart, "new", fmt.Sprintf(`{"class":%d}`, held))
}
