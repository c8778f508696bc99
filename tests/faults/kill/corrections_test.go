//go:build faults && linux

package kill

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

// eachCorrects is how many corrections each of the teachers makes.
const eachCorrects = 50

// three are the nodes of a cluster that can be started again.
type three struct {
	args      [3][]string
	processes [3]*process.Process
	urls      []string
}

// startThree returns when all serve.
func startThree(t *testing.T) *three {
	t.Helper()
	n, dir, at := &three{}, t.TempDir(), natstest.FreeAddrs(t, 6)
	for i := range n.args {
		name := fmt.Sprint("n", i+1)
		n.args[i] = []string{"serve", "--name", name, "--data", filepath.Join(dir, name),
			"--listen", at[i], "--cluster-listen", at[3+i], "--insecure",
			"--routes", "nats://" + strings.Join(at[3:], ",nats://"), "--replicas", "3"}
		n.urls = append(n.urls, "nats://"+at[i])
		n.processes[i] = process.Start(t, program, n.args[i]...)
	}
	for _, p := range n.processes {
		if _, err := p.AwaitServing(); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// TestCorrectionsOutliveKills has two teachers correct one record at once, over what each has
// seen, while one node after the other is killed and started again. Each correction that was
// confirmed is in the record, once, over all before it.
func TestCorrectionsOutliveKills(t *testing.T) {
	n := startThree(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	head := n.client(t)
	_, err := head.PutClass(ctx, subjects.PutRequest{Class: 3030, ClassList: subjects.ClassList{
		Keep:     subjects.Keep{On: true},
		Students: []subjects.Enrolled{{Student: "1"}, {Student: "2"}},
	}})
	if err == nil {
		_, err = head.Start(ctx, 3030)
	}
	if err == nil {
		_, err = head.End(ctx, 3030, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	var teaching sync.WaitGroup
	for student := range 2 {
		client := n.client(t)
		teaching.Go(func() { correctMany(ctx, t, client, subjects.Student(fmt.Sprint(student+1))) })
	}
	over := make(chan struct{})
	go func() {
		teaching.Wait()
		close(over)
	}()
	kills := n.killUntil(t, over)
	checkCorrections(ctx, t, head)
	t.Logf("%d kills", kills)
}

func (n *three) client(t *testing.T) *clients.Client {
	t.Helper()
	nc, err := nats.Connect(strings.Join(n.urls, ","), nats.MaxReconnects(-1),
		nats.ReconnectWait(100*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return clients.New(nc, clients.Timeout(time.Minute))
}

// correctMany corrects one student's mark so many times, each until it is known what came of it.
func correctMany(ctx context.Context, t *testing.T, client *clients.Client,
	student subjects.Student) {
	for n := 0; n < eachCorrects; {
		r, err := client.Record(ctx, 3030, "")
		if err != nil {
			t.Error(err)
			return
		}
		mark := subjects.Marks[n%len(subjects.Marks)]
		id := nuid.Next()
		_, err = client.Correct(ctx, subjects.CorrectRequest{
			Class: 3030, Roll: r.Roll, Student: student, Mark: &mark,
			Reason: fmt.Sprintf("correção %d", n), Revision: r.Revision,
		}, clients.ID(id))
		switch {
		case err == nil:
			n++
		case !errors.Is(err, clients.ErrConflict):
			t.Errorf("correction %d of %s: %v", n, student, err)
			return
		}
	}
}

// killUntil kills one node after the other, and gives how often.
func (n *three) killUntil(t *testing.T, over <-chan struct{}) (kills int) {
	for {
		i := rand.IntN(len(n.processes))
		n.processes[i].Kill()
		kills++
		n.processes[i] = process.Start(t, program, n.args[i]...)
		if _, err := n.processes[i].AwaitServing(); err != nil {
			t.Error(err)
			return kills
		}
		select {
		case <-over:
			return kills
		default:
		}
	}
}

func checkCorrections(ctx context.Context, t *testing.T, client *clients.Client) {
	t.Helper()
	r, err := client.Record(ctx, 3030, "")
	if err != nil || len(r.Students) != 2 {
		t.Fatalf("%+v: %v", r, err)
	}
	for _, l := range r.Students {
		if len(l.Corrections) != eachCorrects {
			t.Errorf("student %s has %d corrections", l.Student, len(l.Corrections))
		}
		before := subjects.MarkAbsent
		for i, c := range l.Corrections {
			if c.Reason != fmt.Sprintf("correção %d", i) || c.Before != before {
				t.Errorf("correction %d of %s: %+v, over %s", i, l.Student, c, before)
			}
			before = c.After
		}
	}
}
