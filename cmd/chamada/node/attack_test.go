package node_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// startSchools runs the same test on one node and on three.
func startSchools(t *testing.T, test func(*testing.T, *school, []*node.Main)) {
	t.Run("one node", func(t *testing.T) {
		t.Parallel()
		s := startSchool(t, config(t))
		s.enrol(t)
		test(t, s, []*node.Main{s.main})
	})
	t.Run("three nodes", func(t *testing.T) {
		t.Parallel()
		s, nodes := startThree(t)
		test(t, s, nodes)
	})
}

// startThree is a school with three nodes.
func startThree(t *testing.T) (*school, []*node.Main) {
	t.Helper()
	s := &school{codes: map[string]string{}}
	secret := filepath.Join(t.TempDir(), "secret")
	if _, err := identity.EnsureSecret(secret); err != nil {
		t.Fatal(err)
	}
	var keep sync.Mutex
	nodes := startCluster(t, func(cfg *node.Config) {
		cfg.Auth, cfg.Secret = true, secret
		cfg.FirstAdmin = func(i identity.Issued) {
			keep.Lock()
			defer keep.Unlock()
			s.keep(i)
		}
	})
	s.main = nodes[0]
	s.enrol(t)
	return s, nodes
}

// rude logs a client in that speaks NATS without the library's manners, and reads
// nothing from then on.
func (s *school) rude(t *testing.T, m *node.Main, login string) net.Conn {
	t.Helper()
	u, err := url.Parse(m.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	r := bufio.NewReader(c)
	_, _ = r.ReadString('\n') // INFO
	fmt.Fprintf(c,
		"CONNECT {\"verbose\":false,\"headers\":true,\"no_responders\":true,\"user\":%q,\"pass\":%q}\r\nPING\r\n",
		login, s.codes[login])
	if line, err := r.ReadString('\n'); err != nil || !strings.HasPrefix(line, "PONG") {
		t.Fatalf("%s is not let in: %s %v", login, line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, r) }()
	return c
}

// TestWildcardReplies has a student and a teacher ask for replies to subjects with
// wildcards all the while, as often as the guard lets them. Nobody else may go without
// an answer.
func TestWildcardReplies(t *testing.T) {
	startSchools(t, func(t *testing.T, s *school, nodes []*node.Main) {
		ask(t, s.login(t, "admin"), subjects.TeacherStart, `{"class":3030}`)
		var over atomic.Bool
		var attack, asking sync.WaitGroup
		for _, m := range nodes {
			student, teacher := s.rude(t, m, "205182055"), s.rude(t, m, "clara")
			attack.Go(func() {
				flood(&over, student, subjects.StudentPresent, "_INBOX.>", "*.*.*.*",
					"_INBOX.042191010.>", "_INBOX.*.*", ">")
			})
			attack.Go(func() {
				flood(&over, teacher, subjects.TeacherList, "_INBOX.>", "*.*.*",
					"_INBOX.042191010.>", "_INBOX.*.*.*", ">")
			})
		}
		var answered, lost atomic.Int64
		for _, m := range nodes {
			nc := s.at(t, m, "042191010")
			for range 4 {
				asking.Go(func() {
					for range requestsEach {
						if _, err := nc.Request(subjects.StudentPresent, []byte(`{"class":3030}`),
							neverAfter); err != nil {
							lost.Add(1)
							return
						}
						answered.Add(1)
					}
				})
			}
		}
		asking.Wait()
		over.Store(true)
		attack.Wait()
		t.Logf("%d answered, %d lost", answered.Load(), lost.Load())
		if lost.Load() > 0 {
			t.Errorf("%d requests of another were never answered", lost.Load())
		}
	})
}

// neverAfter is when an answer has not come: one that the server has cleared never does,
// and on a busy machine others take seconds beside such an attack.
const neverAfter = 10 * time.Second

// requestsEach are of one client that asks again when it has an answer.
const requestsEach = 100

// flood sends a request 250 times a second, with one reply subject after the other.
func flood(over *atomic.Bool, c net.Conn, subject string, replies ...string) {
	every := time.NewTicker(4 * time.Millisecond)
	defer every.Stop()
	for i := 0; !over.Load(); i++ {
		<-every.C // the rate of the attack
		if _, err := fmt.Fprintf(c, "PUB %s %s 14\r\n{\"class\":3030}\r\n", subject,
			replies[i%len(replies)]); err != nil {
			return
		}
	}
}

// at is login at a node.
func (s *school) at(t *testing.T, m *node.Main, login string) *nats.Conn {
	t.Helper()
	other := *s
	other.main = m
	return other.login(t, login)
}

// TestForgedEvents has a teacher and an admin ask for replies to where others listen.
func TestForgedEvents(t *testing.T) {
	startSchools(t, func(t *testing.T, s *school, nodes []*node.Main) {
		var boards []*nats.Subscription
		for _, m := range nodes {
			for login, all := range map[string]string{"davi": subjects.AllEvents,
				"admin": "chamada.>"} {
				nc := s.at(t, m, login)
				board, err := nc.SubscribeSync(all)
				if err != nil {
					t.Fatal(err)
				}
				if err := nc.Flush(); err != nil {
					t.Fatal(err)
				}
				boards = append(boards, board)
			}
		}
		for _, m := range nodes {
			c := s.at(t, m, "clara")
			for _, reply := range []string{subjects.EventEnded(3030), "chamada.event.3030.opened",
				"chamada.event.>", "chamada.*.*.*"} {
				m := &nats.Msg{Subject: subjects.TeacherList, Reply: reply,
					Data: []byte(`{"class":3030}`)}
				if err := c.PublishMsg(m); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := c.Request(subjects.TeacherList, []byte(`{"class":3030}`),
				natstest.Patience); err != nil {
				t.Fatal(err)
			}
		}
		ask(t, s.login(t, "clara"), subjects.TeacherStart, `{"class":3030}`)
		for _, board := range boards {
			heard(t, board, "chamada.event.3030.opened")
		}
	})
}

// heard waits for an event of a coordinator, and takes none for it that has no place in
// the journal.
func heard(t *testing.T, board *nats.Subscription, want string) {
	t.Helper()
	for {
		m, err := board.NextMsg(natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(m.Subject, "chamada.event.") {
			continue
		}
		if m.Subject != want || !strings.Contains(string(m.Data), `"position"`) {
			t.Fatalf("a board hears %s: %s", m.Subject, m.Data)
		}
		return
	}
}

// TestNamesInFormats has clients call themselves what nats-server would write hundreds of
// megabytes for.
func TestNamesInFormats(t *testing.T) {
	t.Parallel()
	s := startSchool(t, config(t))
	for _, called := range []string{"%1000000[1]s", "a\x1b[2J", strings.Repeat("a", 65), "\u202e%d",
		"\u0085"} {
		for _, o := range []string{"name", "lang", "version"} {
			if said := s.greeted(t, s.calls(o, called)); !strings.HasPrefix(said, "-ERR") {
				t.Errorf("a client whose %s is %q hears %q", o, called, said)
			}
		}
	}
	for _, called := range []string{"", "NATS CLI Version 0.5.1", "chamada é",
		strings.Repeat("a", 64)} {
		if said := s.greeted(t, s.calls("name", called)); !strings.HasPrefix(said, "PONG") {
			t.Errorf("a client with the name %q hears %q", called, said)
		}
	}
}

// TestNamesInFormatsWithoutLogins is the same where everybody is let in.
func TestNamesInFormatsWithoutLogins(t *testing.T) {
	t.Parallel()
	s := &school{main: start(t, config(t))}
	for called, want := range map[string]string{"%1000000[1]s": "-ERR",
		strings.Repeat("a", 65): "-ERR", "NATS CLI": "PONG", "": "PONG"} {
		if said := s.greeted(t,
			fmt.Sprintf(`{"verbose":false,"name":%q}`, called)); !strings.HasPrefix(said, want) {
			t.Errorf("a client with the name %q hears %q", called, said)
		}
	}
	if said := s.greeted(t, `{"verbose":false,"user":"clara","pass":"x"}`); !strings.HasPrefix(said,
		"-ERR") {
		t.Errorf("a login that is shown all the same hears %q", said)
	}
}

// calls is how an admin logs in who calls himself something.
func (s *school) calls(what, called string) string {
	text, err := json.Marshal(
		map[string]any{what: called, "user": "admin", "pass": s.codes["admin"], "verbose": false})
	if err != nil {
		panic(err) // strings can be encoded
	}
	return string(text)
}

// greeted is what a server says to whoever logs in so.
func (s *school) greeted(t *testing.T, connect string) string {
	t.Helper()
	u, err := url.Parse(s.main.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	r := bufio.NewReader(c)
	_, _ = r.ReadString('\n') // INFO
	fmt.Fprintf(c, "CONNECT %s\r\nPING\r\n", connect)
	line, _ := r.ReadString('\n')
	return line
}

// TestComesAndGoes has a student send 300 messages, leave, and log in again, which
// nobody sees who looks at open connections alone.
func TestComesAndGoes(t *testing.T) {
	startSchools(t, func(t *testing.T, s *school, nodes []*node.Main) {
		burst := strings.Repeat("PUB chamada.student.present 14\r\n{\"class\":3030}\r\n", 300)
		connect := fmt.Sprintf(`{"verbose":false,"user":"205182055","pass":%q}`,
			s.codes["205182055"])
		natstest.Eventually(t, "who comes and goes is shut out", func() bool {
			for _, s.main = range nodes {
				if strings.HasPrefix(s.greeted(t, connect+"\r\n"+burst), "-ERR") {
					return true
				}
			}
			return false
		})
		s.main = nodes[0]
		ask(t, s.login(t, "042191010"), subjects.StudentPresent, `{"class":3030}`)
	})
}

// TestNewLoginIsKnown imports logins, which get in at once at each node, at the first try.
func TestNewLoginIsKnown(t *testing.T) {
	startSchools(t, func(t *testing.T, s *school, nodes []*node.Main) {
		users := identity.ForAdmin(s.login(t, "admin"), time.Now)
		for i := range 20 {
			login := fmt.Sprint(7000 + i)
			done, err := users.Import(t.Context(),
				[]identity.Row{{Login: login, Role: identity.Student}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			m := nodes[i%len(nodes)]
			nc, err := natstest.Dial(m.ClientURL(),
				nats.UserInfo(login, done.Created[0].Code.Reveal()), nats.NoReconnect())
			if err != nil {
				t.Fatalf("%s, just imported: %v", login, err)
			}
			nc.Close()
		}
	})
}
