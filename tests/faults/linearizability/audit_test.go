//go:build faults && linux

package linearizability_test

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/history"
)

// times is how often each question is asked, of whom is for NATS to say: that
// one of three replicas is left out is less likely than 1 in 600.
const times = 16

// audit has the replicas tell what they know: the lists of the classes there
// are by now, and the replies to what took effect lately. They must say the
// same; and the history goes on with what they say.
func (l *load) audit(t *testing.T, c *cluster.Cluster) {
	t.Helper()
	before := make(map[*cluster.Node]int)
	for _, n := range c.Nodes {
		before[n] = answered(t, n)
	}
	asker := dial(t, c.Nodes[0].URL(), l.rec, smallClients+largeClasses+largeClients)
	shared := 0 // what all replicas answer, in a rush as well
	for _, o := range l.questions() {
		if o.Op != history.Present && o.Op != history.Scan {
			shared += times
		}
		first := asker.ask(o)
		for range times - 1 {
			if said := asker.ask(o); !same(said, first) {
				t.Errorf("replicas differ:\n  %v\n  %v", first, said)
			}
		}
	}
	for _, n := range c.Nodes {
		if got := answered(t, n) - before[n]; got < shared/6 {
			t.Errorf("%s answered %d of %d requests that were to show what it knows", n.Name, got,
				shared)
		}
	}
}

func (l *load) questions() (all []history.Operation) {
	for i := range smallClasses {
		all = append(all, l.fresh(history.List, l.small(i)))
	}
	for i := range largeClasses {
		all = append(all, l.fresh(history.List, l.large(i)))
	}
	for _, o := range l.effects {
		all = append(all, again(o))
	}
	return all
}

// same tells whether two replicas said the same, but for when and where.
func same(a, b history.Operation) bool {
	if a.Op != history.List {
		return a.Reply == b.Reply && a.Outcome == b.Outcome
	}
	if a.Outcome != b.Outcome || a.Roll != b.Roll || len(a.Students) != len(b.Students) {
		return false
	}
	for i := range a.Students {
		if a.Students[i] != b.Students[i] {
			return false
		}
	}
	return true
}

var requests = regexp.MustCompile(`(?m)^chamada_requests_total\{.*\} (\d+)`)

// answered is how many requests the node has answered.
func answered(t *testing.T, n *cluster.Node) (total int) {
	t.Helper()
	page, err := n.Get("/metrics")
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range requests.FindAllStringSubmatch(page, -1) {
		count, err := strconv.Atoi(match[1])
		if err != nil {
			t.Fatal(err)
		}
		total += count
	}
	return total
}
