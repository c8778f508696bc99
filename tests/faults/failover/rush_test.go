//go:build faults && linux

package failover

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// together is how many students answer at once in a rush, each as fast as he can.
	together = 96
	// answered is how long a request of theirs may take: they do not ask again.
	answered = 5 * time.Second
)

// TestRush has more requests come than one class ever sends. The replica beside the journal's
// leader then serves students alone, and the others serve them again as soon as it goes: when it
// is stopped, nobody hears that nobody is there.
func TestRush(t *testing.T) {
	n := start(t)
	all := map[string]bool{"n1": true, "n2": true, "n3": true}
	n.awaitStudentsAt(t, all)
	r := n.rush(t)
	leader := n.leader(t)
	n.awaitStudentsAt(t, map[string]bool{name(leader): true})
	if err := n.processes[leader].Terminate(time.Minute); err != nil {
		t.Error(err)
	}
	if unheard := r.unheard.Load(); unheard > 0 {
		t.Errorf("%d students heard that nobody is there when a node was stopped", unheard)
	}
	n.mend(t, leader)
	leader = n.leader(t)
	n.awaitStudentsAt(t, map[string]bool{name(leader): true})
	n.kill(leader)
	rest := maps.Clone(all)
	delete(rest, name(leader))
	r.awaitMore(t)
	r.end()
	n.awaitStudentsAt(t, rest)
	t.Logf("%d answers; %d heard that nobody is there, %d that the journal does not confirm, and %d nothing",
		r.answers.Load(), r.unheard.Load(), r.unconfirmed.Load(), r.silent.Load())
}

func name(node int) string { return fmt.Sprint("n", node+1) }

// awaitStudentsAt waits until the nodes that serve students are these, by what a micro service
// tells of itself, and all nodes that are there serve teachers.
func (n *nodes) awaitStudentsAt(t *testing.T, want map[string]bool) {
	t.Helper()
	nc, err := nats.Connect(strings.Join(n.urls[:], ","))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	natstest.Within(t, 2*time.Minute, func() error {
		at, err := studentsAt(nc)
		if err == nil && !maps.Equal(at, want) {
			err = fmt.Errorf("students are served at %v, not at %v", at, want)
		}
		return err
	})
}

// studentsAt are the nodes that serve students.
func studentsAt(nc *nats.Conn) (map[string]bool, error) {
	inbox, err := nc.SubscribeSync(nc.NewInbox())
	if err != nil {
		return nil, err
	}
	defer func() { _ = inbox.Unsubscribe() }()
	if err := nc.PublishRequest("$SRV.INFO."+subjects.ServiceName, inbox.Subject, nil); err != nil {
		return nil, err
	}
	at := map[string]bool{}
	for {
		m, err := inbox.NextMsg(500 * time.Millisecond)
		if errors.Is(err, nats.ErrTimeout) {
			return at, nil
		}
		if err != nil {
			return nil, err
		}
		var info micro.Info
		if err := json.Unmarshal(m.Data, &info); err != nil {
			return nil, err
		}
		served := map[string]bool{}
		for _, e := range info.Endpoints {
			served[e.Subject] = e.QueueGroup == subjects.QueueGroup
		}
		node, aside := info.Metadata["node"], info.Metadata[subjects.MetaStudents] != ""
		if !served[subjects.TeacherStart] || served[subjects.StudentPresent] == aside ||
			served[subjects.StudentScan] == aside {
			return nil, fmt.Errorf("%s serves %v, and says of students %q", node, served,
				info.Metadata[subjects.MetaStudents])
		}
		if !aside {
			at[node] = true
		}
	}
}

// crowd is students who answer at once, over and over, with bare requests.
type crowd struct {
	answers, unheard, unconfirmed, silent atomic.Int64

	stop  chan struct{}
	group sync.WaitGroup
}

// rush begins one; it goes to all nodes.
func (n *nodes) rush(t *testing.T) *crowd {
	t.Helper()
	r := &crowd{stop: make(chan struct{})}
	for i := range together {
		nc, err := nats.Connect(n.urls[i%3], nats.DontRandomize(), nats.MaxReconnects(-1),
			nats.ReconnectWait(100*time.Millisecond), func(o *nats.Options) error {
				o.Servers = n.urls[:]
				return nil
			})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(nc.Close)
		r.group.Go(func() {
			for k := 0; ; k++ {
				select {
				case <-r.stop:
					return
				default:
					r.ask(t, nc, fmt.Sprintf("%d%03d", i+1, k%100)) // of a roll's 10,000
				}
			}
		})
	}
	t.Cleanup(r.end)
	return r
}

func (r *crowd) ask(t *testing.T, nc *nats.Conn, student string) {
	m, err := nc.Request(subjects.StudentPresent,
		fmt.Appendf(nil, `{"class":%d,"student":"%s"}`, class, student), answered)
	switch {
	case errors.Is(err, nats.ErrNoResponders):
		r.unheard.Add(1)
	case err != nil: // the node of this connection is gone, or the one that was asked
		r.silent.Add(1)
	case m.Header.Get(subjects.HeaderStatus) != "":
		r.unconfirmed.Add(1)
	default:
		var p subjects.Presence
		if err := json.Unmarshal(m.Data, &p); err != nil || p.Class != class {
			t.Errorf("student %s: %v: %s", student, err, m.Data)
		}
		r.answers.Add(1)
	}
}

// awaitMore waits until students are answered again.
func (r *crowd) awaitMore(t *testing.T) {
	t.Helper()
	before := r.answers.Load()
	natstest.Eventually(t, "students are answered again",
		func() bool { return r.answers.Load() > before+10*together })
}

func (r *crowd) end() {
	select {
	case <-r.stop:
	default:
		close(r.stop)
	}
	r.group.Wait()
}
