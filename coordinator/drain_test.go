package coordinator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func TestDrainAnswersWhatWasSent(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	nc := natstest.Connect(t, url)
	r := start(t, url)
	load := startLoad(t, nc)
	natstest.Eventually(t, "there is load", func() bool { return load.confirmed.Load() > 500 })
	if err := r.stop(); err != nil {
		t.Errorf("Run: %v", err)
	}
	load.wait()

	start(t, url)
	load.check(t, nc)
}

func TestRollingRestartIsNotNoticed(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	nc := natstest.Connect(t, url)
	replicas := []*replica{start(t, url), start(t, url)}
	load := startLoad(t, nc)
	for i := range 4 {
		before := load.confirmed.Load()
		natstest.Eventually(t, "there is load", func() bool {
			return load.confirmed.Load() > before+200
		})
		if err := replicas[i%2].stop(); err != nil {
			t.Errorf("Run: %v", err)
		}
		replicas[i%2] = start(t, url)
	}
	close(load.enough)
	load.wait()
	if load.gone.Load() > 0 {
		t.Error("there was a moment in which nobody served")
	}
	load.check(t, nc)
}

// load is students who come until nobody serves, or it is enough.
type load struct {
	enough    chan struct{}
	wait      func()
	gone      atomic.Int64 // who found nobody
	confirmed atomic.Int64
	students  sync.Map // those who were confirmed
}

// lines is how many come at a time, each into a class of their own: that one
// does not get full.
const lines = 64

func startLoad(t *testing.T, nc *nats.Conn) *load {
	t.Helper()
	l := &load{enough: make(chan struct{})}
	var coming sync.WaitGroup
	for line := range lines {
		class := 1 + line
		ask(t, nc, subjects.TeacherStart, "", fmt.Sprintf(`{"class":%d}`, class))
		coming.Go(func() {
			for n := 0; l.come(t, nc, class, fmt.Sprintf("%03d%06d", class, n)); n++ {
			}
		})
	}
	l.wait = coming.Wait
	return l
}

// come is one student; false when no other should.
func (l *load) come(t *testing.T, nc *nats.Conn, class int, student string) bool {
	select {
	case <-l.enough:
		return false
	default:
	}
	reply, err := nc.Request(subjects.StudentPresent,
		fmt.Appendf(nil, `{"class":%d,"student":%q}`, class, student), natstest.Patience)
	switch {
	case errors.Is(err, nats.ErrNoResponders):
		l.gone.Add(1)
		return false
	case err != nil:
		t.Errorf("%s was not answered: %v", student, err)
		return false
	case !strings.HasPrefix(string(reply.Data), fmt.Sprintf(`{"class":%d,`, class)):
		t.Errorf("%s was answered %s", student, reply.Data)
		return false
	}
	l.students.Store(student, true)
	l.confirmed.Add(1)
	return true
}

// check looks for everyone who was confirmed, and for nobody twice.
func (l *load) check(t *testing.T, nc *nats.Conn) {
	t.Helper()
	listed := make(map[string]bool)
	for line := range lines {
		var roll subjects.Roll
		reply := ask(t, nc, subjects.TeacherEnd, "", fmt.Sprintf(`{"class":%d}`, 1+line))
		if err := json.Unmarshal(reply.Data, &roll); err != nil {
			t.Fatalf("%s: %v", reply.Data, err)
		}
		for _, s := range roll.Students {
			if listed[string(s)] {
				t.Errorf("%s is listed twice", s)
			}
			listed[string(s)] = true
		}
	}
	l.students.Range(func(student, _ any) bool {
		if !listed[student.(string)] {
			t.Errorf("%s was confirmed and is not listed", student)
		}
		return true
	})
}
