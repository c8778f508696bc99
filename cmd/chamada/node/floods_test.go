//go:build faults

package node_test

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// floods are what a login can send as fast as it is taken, a name each, and over how many
// connections at once. None is a message that a coordinator gets.
var floods = []struct {
	name        string
	connections int
	text        string
}{
	{"pings", 1, "PING\r\n"},
	{"pongs", 1, "PONG\r\n"},
	{"pings over many connections", 4, "PING\r\n"},
	{"subscribed and not", 1, "SUB _INBOX.LOGIN.a 1\r\nUNSUB 1\r\n"},
	{"subscribed again", 1, "SUB _INBOX.LOGIN.a 1\r\n"},
	{"unsubscribed from nothing", 1, "UNSUB 7\r\n"},
	{"denied subscriptions", 2, "SUB chamada.journal 1\r\n"},
	{"logged in again", 1, `CONNECT {"verbose":false,"user":"LOGIN","pass":"CODE"}` + "\r\n"},
	{"denied publications", 1, "PUB nowhere 0\r\n\r\n"},
	{"denied, with headers", 1, "HPUB nowhere 12 12\r\nNATS/1.0\r\n\r\n\r\n"},
	{"to nobody", 1, "PUB chamada.student.present 0\r\n\r\n"},
}

// floodedFor is how long each attack goes on.
const floodedFor = 3 * time.Second

// floodedRatio is how many times as long a presence may take beside a flood, which goes on in
// this process and on its processors, as without: seen were 0.6 to 2 times, once 7.
const floodedRatio = 10

// rounds bounds how often one is made.
const rounds = 3

// flooder has a login of its own, and floods until it is thrown out.
type flooder struct {
	*school
	login string
}

// TestFloods has one login after the other flood the servers with all there is, while
// another registers.
func TestFloods(t *testing.T) {
	startSchools(t, func(t *testing.T, s *school, nodes []*node.Main) {
		s.enrolFlooders(t)
		ask(t, s.login(t, "admin"), subjects.TeacherStart, `{"class":3030}`)
		// times, by logins that were shut out
		flooded := 0
		for i, f := range floods {
			t.Run(f.name, func(t *testing.T) {
				flooded += s.isFlooded(t, nodes, i, f.connections, f.text)
			})
		}
		natstest.Within(t, natstest.Patience, func() error {
			_, page := natstest.Get(t, nodes[0].HTTPURL()+"/metrics")
			_, told, _ := strings.Cut(page, "\nchamada_logins_shut_out_total ")
			if told, _, _ = strings.Cut(told, "\n"); told != fmt.Sprint(flooded) {
				return fmt.Errorf("the operator sees %s shut out, not %d", told, flooded)
			}
			return nil
		})
	})
}

// isFlooded has a login flood all nodes, and nobody else wait. A machine that stands
// still for a moment makes somebody wait as well: that is not so three times in turn. It
// returns how often it did.
func (s *school) isFlooded(
	t *testing.T, nodes []*node.Main, kind, connections int, text string,
) (flooded int) {
	for round := range rounds {
		a := flooder{s, flooderLogin(kind*rounds + round)}
		text := strings.NewReplacer("LOGIN", a.login, "CODE", s.codes[a.login]).Replace(text)
		alone := s.presences(t, func() {}) // a hundred, on the machine as it is just now
		beside := s.presences(t, func() {
			began := time.Now()
			a.floods(t, nodes, connections, text)
			a.triesAgain(t, began.Add(floodedFor))
		})
		flooded++
		for _, s.main = range nodes {
			a.isShutOut(t)
		}
		s.main = nodes[0]
		t.Logf("p99 of a presence: %v, %v alone", beside, alone)
		// All nodes, and who floods each, have the processors of one here.
		if beside <= max(time.Duration(len(nodes))*100*time.Millisecond, floodedRatio*alone) {
			return flooded
		}
	}
	t.Error("presences take too long")
	return flooded
}

func flooderLogin(i int) string { return fmt.Sprint(9000 + i) }

func (s *school) enrolFlooders(t *testing.T) {
	t.Helper()
	var rows []identity.Row
	for i := range rounds * len(floods) {
		rows = append(rows, identity.Row{Login: flooderLogin(i), Role: identity.Student})
	}
	done, err := identity.ForAdmin(s.login(t, "admin"), time.Now).Import(t.Context(), rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range done.Created {
		s.keep(i)
	}
}

// floods sends the same over connections to all nodes in turn, until each is closed.
func (a flooder) floods(t *testing.T, nodes []*node.Main, connections int, text string) {
	t.Helper()
	burst := strings.Repeat(text, 1+1<<14/len(text))
	var opened []net.Conn
	for i := range max(connections, len(nodes)) {
		opened = append(opened, a.rude(t, nodes[i%len(nodes)], a.login))
	}
	var all sync.WaitGroup
	for _, c := range opened {
		all.Go(func() {
			_ = c.SetWriteDeadline(time.Now().Add(natstest.Patience))
			for err := error(nil); err == nil; {
				if _, err = io.WriteString(c, burst); isTimeout(err) {
					t.Error("nobody has thrown it out")
				}
			}
		})
	}
	all.Wait()
}

func isTimeout(err error) bool {
	e, ok := err.(net.Error)
	return ok && e.Timeout()
}

// triesAgain asks to be let in until it is time.
func (a flooder) triesAgain(t *testing.T, until time.Time) {
	again := time.NewTicker(50 * time.Millisecond) // the rate of the attack
	defer again.Stop()
	for connect := a.connect(); time.Now().Before(until); <-again.C {
		a.greeted(t, connect)
	}
}

func (a flooder) connect() string {
	return fmt.Sprintf(`{"verbose":false,"user":%q,"pass":%q}`, a.login, a.codes[a.login])
}

// isShutOut fails when the login is let in again at once.
func (a flooder) isShutOut(t *testing.T) {
	t.Helper()
	connect := a.connect()
	natstest.Eventually(t, "who flooded is refused", func() bool {
		return strings.HasPrefix(a.greeted(t, connect), "-ERR")
	})
}

// presences is how long another waits for the reply, of a hundred the longest but one,
// who asks again a moment after it has come, until something is over.
func (s *school) presences(t *testing.T, until func()) time.Duration {
	t.Helper()
	nc, over := s.login(t, "042191010"), make(chan struct{})
	go func() { defer close(over); until() }()
	var took []time.Duration
	moment := time.NewTicker(5 * time.Millisecond) // less often than who floods
	defer moment.Stop()
	for asking := true; asking || len(took) < 100; {
		<-moment.C
		began := time.Now()
		ask(t, nc, subjects.StudentPresent, `{"class":3030}`)
		took = append(took, time.Since(began))
		select {
		case <-over:
			asking = false
		default:
		}
	}
	slices.Sort(took)
	return took[len(took)*99/100]
}

// TestFloodOverNodes has a login send to each of three nodes less than any of them would
// mind.
func TestFloodOverNodes(t *testing.T) {
	s, nodes := startThree(t)
	s.enrolFlooders(t)
	for i, f := range []struct {
		text      string
		perSecond int
	}{
		{"PUB chamada.student.present 14\r\n{\"class\":3030}\r\n", 600},
		{strings.Repeat("PING\r\n", 100), 80}, // 48 KB
	} {
		a := flooder{s, flooderLogin(i)}
		var all sync.WaitGroup
		for _, m := range nodes {
			c := a.rude(t, m, a.login)
			all.Go(func() { steadily(c, f.text, f.perSecond) })
		}
		all.Wait()
		for _, s.main = range nodes {
			a.isShutOut(t)
		}
		s.main = nodes[0]
	}
	ask(t, s.login(t, "042191010"), subjects.StudentPresent, `{"class":3030}`)
}

// steadily sends a text so many times a second, until the connection is closed.
func steadily(c net.Conn, text string, perSecond int) {
	const ticks = 20
	every := time.NewTicker(time.Second / ticks)
	defer every.Stop()
	for err := error(nil); err == nil; {
		<-every.C // the rate of the attack
		_, err = io.WriteString(c, strings.Repeat(text, perSecond/ticks))
	}
}

// TestHalfLines has a login send a line that never ends, a byte at a time, and again.
func TestHalfLines(t *testing.T) {
	t.Parallel()
	cfg, log := config(t), new(natstest.Log)
	cfg.Logger = slog.New(slog.NewTextHandler(log, nil))
	s := startSchool(t, cfg)
	s.enrol(t)
	u, err := url.Parse(s.main.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	connect := fmt.Sprintf(`{"verbose":false,"user":"205182055","pass":%q}`, s.codes["205182055"])
	natstest.Eventually(t, "who sends half lines is shut out", func() bool {
		c, err := net.Dial("tcp", u.Host)
		if err != nil {
			return false
		}
		defer func() { _ = c.Close() }()
		r := bufio.NewReader(c)
		_, _ = r.ReadString('\n') // INFO
		fmt.Fprintf(c, "CONNECT %s\r\nPING\r\n", connect)
		if line, _ := r.ReadString('\n'); strings.HasPrefix(line, "-ERR") {
			return true
		}
		for err == nil {
			_, err = c.Write([]byte("x"))
			if err == nil {
				_, err = c.Write([]byte("SUB "))
			}
		}
		return false
	})
	ask(t, s.login(t, "042191010"), subjects.StudentPresent, `{"class":3030}`)
	if n := strings.Count(log.String(), "a login is shut out for a while"); n != 1 {
		t.Errorf("the log says so %d times:\n%s", n, log)
	}
}
