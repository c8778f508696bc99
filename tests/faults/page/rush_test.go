//go:build faults && linux

package page_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/machine"
)

const (
	students = 1500
	rushFor  = 5 * time.Second
	// limit is how much longer than without a fault anybody may wait when a node dies, the
	// journal's leader or another; the figures that are logged say more.
	limit = 10 * time.Second
)

// dying is who dies in the middle of a rush.
type dying string

const (
	nobody dying = "nobody"
	other  dying = "another"
	leader dying = "leader"
)

// answered is one phone's answer, sent twice at once to two gateways.
type answered struct {
	student  subjects.Student
	receipts [2]string
	errs     [2]error
	began    time.Time
	took     time.Duration
	struck   bool // it has met a gateway that was dead
}

// 1,500 phones scan the code within five seconds and send their form twice at once to two
// gateways, and a node is killed in the middle.
func TestRush(t *testing.T) {
	c := cluster.New(t, built(), "--web", "ADDRESS:80", "--web-plain",
		"--web-key", filepath.Join(machine.Dir(), "web-key"))
	var calm time.Duration
	for _, who := range []dying{nobody, other, leader} {
		t.Run(string(who), func(t *testing.T) {
			longest := rush(t, c, who)
			if who == nobody {
				calm = longest
			}
			if longest > calm+limit {
				t.Errorf("somebody has waited for %v, and %v when nobody died", longest, calm)
			}
		})
	}
}

// rush gives the longest that anybody has waited.
func rush(t *testing.T, c *cluster.Cluster, who dying) time.Duration {
	dies := c.Leader()
	if who != leader {
		dies = c.Others(dies)[0]
	}
	teacher, code := teacher(t, c.Others(dies)[0].URL())
	var gateways []string
	for _, n := range c.Nodes {
		gateways = append(gateways, n.Address+":80")
	}
	air := wifi("", gateways...)
	all := make([]answered, students)
	var phones sync.WaitGroup
	for n := range all {
		all[n].student = subjects.Student(fmt.Sprintf("%07d", n))
		comes := time.Duration(rand.Int64N(int64(rushFor)))
		phones.Go(func() {
			<-time.After(comes)
			all[n].answer(air.phone(n, all[n].student), code.QR)
		})
	}
	<-time.After(rushFor / 2)
	struck := time.Now()
	if who != nobody {
		dies.Kill()
		defer func() {
			dies.Start()
			_ = c.AwaitWell()
		}()
	}
	phones.Wait()
	list, err := teacher.End(t.Context(), class, true)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, all, list.Students)
	return waits(t, all, struck)
}

func (a *answered) answer(p *phone, code string) {
	a.began = time.Now()
	form, err := p.scan(code)
	a.struck = p.again > 0
	if err != nil {
		a.errs[0] = err
		return
	}
	var both sync.WaitGroup
	var phones [2]phone
	for i := range phones {
		phones[i] = phone{network: p.network, jar: p.jar, line: p.line + i, student: p.student}
		both.Go(func() { a.receipts[i], a.errs[i] = phones[i].send(form) })
	}
	both.Wait()
	a.struck = a.struck || phones[0].again+phones[1].again > 0
	a.took = time.Since(a.began)
}

// compare sees that every receipt is on the list, and that nobody is on it twice.
func compare(t *testing.T, all []answered, list []subjects.Student) {
	t.Helper()
	of := make(map[string]subjects.Student)
	for _, a := range all {
		if a.errs != [2]error{} || a.receipts[0] != a.receipts[1] || of[a.receipts[0]] != "" {
			t.Errorf("%s has the receipts %q, with %v; the first is also that of %q", a.student,
				a.receipts, a.errs, of[a.receipts[0]])
		}
		of[a.receipts[0]] = a.student
		if !slices.Contains(list, a.student) {
			t.Errorf("%s has the receipt %s and is not listed", a.student, a.receipts[0])
		}
	}
	if len(list) != len(all) {
		t.Errorf("%d are listed of %d who answered", len(list), len(all))
	}
}

// waits reports how long phones waited from their scan to both receipts, and gives the
// longest.
func waits(t *testing.T, all []answered, struck time.Time) (longest time.Duration) {
	t.Helper()
	var before, others, own []time.Duration
	for _, a := range all {
		longest = max(longest, a.took)
		switch {
		case a.began.Add(a.took).Before(struck):
			before = append(before, a.took)
		case a.struck:
			own = append(own, a.took)
		default:
			others = append(others, a.took)
		}
	}
	report(t, "before the middle", before)
	report(t, "then, at gateways that answered at once", others)
	report(t, "then, at first at one that was dead, or had no answer in time", own)
	return longest
}

func report(t *testing.T, what string, waited []time.Duration) {
	t.Helper()
	if len(waited) == 0 {
		t.Logf("%s: nobody", what)
		return
	}
	slices.Sort(waited)
	at := func(percent int) time.Duration { return waited[(len(waited)-1)*percent/100] }
	t.Logf("%s: %d phones, half within %v, 99 %% within %v, all within %v", what, len(waited),
		at(50), at(99), at(100))
}
