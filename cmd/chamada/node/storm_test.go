//go:build faults

package node_test

import (
	"bufio"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// stormed is how many students log in at once, none of whom was there before.
	stormed = 1500
	// patienceOfPhones is how long a client waits to be let in before it comes again, see
	// clients/connect.
	patienceOfPhones = 3500 * time.Millisecond
	// maxStorm bounds what the last but one of a hundred waits. Two processors, the phones'
	// and the strangers' own, need an eighth of it; a machine that has much else to do, more.
	maxStorm = natstest.Patience
)

// storm is phones, and strangers, from one address.
type storm struct {
	*school
	host    string
	guesses atomic.Int64
	tries   atomic.Int64
	over    chan struct{}
}

// TestLoginStorm has a whole school log in at once for the first time: alone, and beside
// a hundred strangers who guess and do not wait to hear that they were wrong. Their
// address is the school's own.
func TestLoginStorm(t *testing.T) {
	for _, strangers := range []int{0, 100} {
		t.Run(fmt.Sprint(strangers, " strangers"), func(t *testing.T) {
			s := startStorm(t)
			var guessing sync.WaitGroup
			for i := range strangers {
				guessing.Go(func() { s.guess([]string{"nobody", stormLogin(i), "admin"}[i%3]) })
			}
			began := time.Now()
			took := s.comeIn(t)
			rate := float64(s.guesses.Load()) / time.Since(began).Seconds()
			close(s.over)
			guessing.Wait()
			p50, p99 := took[len(took)/2], took[len(took)*99/100]
			t.Logf("%d first logins, in %d tries, among %.0f guesses a second: "+
				"p50 %v, p99 %v, last %v",
				stormed, s.tries.Load(), rate, p50, p99, took[len(took)-1])
			if p99 > maxStorm {
				t.Errorf("a first login takes %v", p99)
			}
		})
	}
}

func stormLogin(i int) string { return fmt.Sprint(20000 + i) }

// startStorm enrols who will come.
func startStorm(t *testing.T) *storm {
	t.Helper()
	s := &storm{school: startSchool(t, config(t)), over: make(chan struct{})}
	u, err := url.Parse(s.main.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	s.host = u.Host
	var rows []identity.Row
	for i := range stormed {
		rows = append(rows, identity.Row{Login: stormLogin(i), Role: identity.Student})
	}
	done, err := identity.ForAdmin(s.login(t, "admin"), time.Now).Import(t.Context(), rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range done.Created {
		s.keep(i)
	}
	s.login(t, stormLogin(0)) // all nodes have heard of them
	return s
}

// comeIn is how long each of the school waits to be let in, sorted.
func (s *storm) comeIn(t *testing.T) []time.Duration {
	t.Helper()
	took := make([]time.Duration, stormed)
	var all sync.WaitGroup
	for i := range took {
		all.Go(func() {
			connect := s.connect(stormLogin(i), s.codes[stormLogin(i)])
			began := time.Now()
			for !s.isLetIn(t, connect) {
			}
			took[i] = time.Since(began)
		})
	}
	all.Wait()
	slices.Sort(took)
	return took
}

func (s *storm) connect(login, code string) string {
	return fmt.Sprintf("CONNECT {\"verbose\":false,\"user\":%q,\"pass\":%q}\r\nPING\r\n", login,
		code)
}

// isLetIn tries once, as a phone does, and stays.
func (s *storm) isLetIn(t *testing.T, connect string) bool {
	s.tries.Add(1)
	c, err := net.DialTimeout("tcp", s.host, patienceOfPhones)
	if err != nil {
		return false
	}
	_ = c.SetDeadline(time.Now().Add(patienceOfPhones))
	r := bufio.NewReader(c)
	_, _ = r.ReadString('\n') // INFO
	fmt.Fprint(c, connect)
	if line, err := r.ReadString('\n'); err == nil && strings.HasPrefix(line, "PONG") {
		t.Cleanup(func() { _ = c.Close() })
		return true
	}
	_ = c.Close()
	return false
}

// guess logs in with a wrong code 33 times a second, and hangs up at once.
func (s *storm) guess(login string) {
	connect := s.connect(login, "7K2M-9QXT-04BD")
	every := time.NewTicker(30 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case <-s.over:
			return
		case <-every.C: // the rate of the attack
		}
		c, err := net.Dial("tcp", s.host)
		if err != nil {
			continue
		}
		_, _ = bufio.NewReader(c).ReadString('\n') // INFO
		fmt.Fprint(c, connect)
		_ = c.Close()
		s.guesses.Add(1)
	}
}
