//go:build faults && linux

package clock

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/load"
	"github.com/chamada/chamada/tests/natstest"
)

func unless(is bool, text string) error {
	if is {
		return nil
	}
	return errors.New(text)
}

// held is a class whose roll call stays open.
const held = 900_000

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
	reply := ask(t, nc, subjects.TeacherList, fmt.Sprintf(`{"class":%d}`, held))
	for n := range students {
		if !strings.Contains(reply, fmt.Sprintf(`"%d"`, n+1)) {
			t.Errorf("%s the open roll call has lost %d: %s", when, n+1, reply)
		}
	}
}

// ask sends a request once.
func ask(t *testing.T, nc *nats.Conn, subject, payload string) string {
	t.Helper()
	reply, err := nc.Request(subject, []byte(payload), 10*time.Second)
	if err != nil {
		t.Fatal(subject, payload, err)
	}
	return string(reply.Data)
}
