//go:build faults && linux

package linearizability_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/history"
	"github.com/chamada/chamada/tests/faults/nemesis"
)

const (
	rushStudents = 1500
	rushFor      = 5 * time.Second
	rushClass    = 3030
	rushLines    = 30 // connections that the students share
)

// Everybody comes within five seconds, every request is sent twice at once
// from different connections, and a node is killed in the middle.
func TestRush(t *testing.T) {
	c := cluster.New(t, built(program))
	for _, leader := range []bool{false, true} {
		t.Run(fmt.Sprintf("leader=%v", leader), func(t *testing.T) { rush(t, c, leader) })
	}
}

func rush(t *testing.T, c *cluster.Cluster, leader bool) {
	rec := record(t)
	lines := make([]*client, rushLines)
	for i := range lines {
		lines[i] = dial(t, c.Nodes[i%len(c.Nodes)].URL(), rec, i)
	}
	lines[0].ask(request(t, history.Start, ""))
	var students sync.WaitGroup
	for n := range rushStudents {
		comes := time.Duration(rand.New(rand.NewPCG(*seed, uint64(n))).Int64N(int64(rushFor)))
		for _, line := range []*client{lines[n%rushLines], lines[(n+1)%rushLines]} {
			students.Go(func() {
				<-time.After(comes)
				line.ask(request(t, history.Present, subjects.Student(fmt.Sprintf("%07d", n))))
			})
		}
	}
	<-time.After(rushFor / 2)
	nemesis.New(t, c, rec, *seed).Strike("kill", anyNode(c, leader))
	students.Wait()
	end := lines[0].ask(request(t, history.End, ""))

	operations, faults := finish(t, rec)
	report(t, operations, faults)
	seen(t, operations, end)
	judge(t, rec, operations, faults, project, witness)
}

func anyNode(c *cluster.Cluster, leader bool) *cluster.Node {
	l := c.Leader()
	if leader {
		return l
	}
	return c.Others(l)[0]
}

// request is the same whenever the same test asks the same.
func request(t *testing.T, op history.Op, student subjects.Student) history.Operation {
	id := fmt.Sprintf("%s %s %s", t.Name(), op, student)
	return history.Operation{Op: op, Class: rushClass, Student: student, ID: id, Large: true}
}

// seen sees that everybody was confirmed, twice, and is in the list once.
func seen(t *testing.T, operations []history.Operation, end history.Operation) {
	t.Helper()
	confirmed, listed := make(map[subjects.Student]int), make(map[subjects.Student]int)
	for _, o := range operations {
		if o.Outcome == history.Registered {
			confirmed[o.Student]++
		}
	}
	for _, student := range end.Students {
		listed[student]++
	}
	for student, times := range confirmed {
		if times != 2 || listed[student] != 1 {
			t.Errorf("%s was confirmed %d times and is listed %d times", student, times,
				listed[student])
		}
	}
	if len(confirmed) != rushStudents || len(end.Students) != rushStudents {
		t.Errorf("of %d students %d were confirmed, %d are listed", rushStudents, len(confirmed),
			len(end.Students))
	}
}
