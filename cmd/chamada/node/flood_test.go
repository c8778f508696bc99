package node_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	lectureSize  = 100                    // students, each with a connection
	lecturePause = 100 * time.Millisecond // between two requests of one
)

// BenchmarkFlood is how long honest students wait for their replies while one login
// does what it can to starve them. All is in this process: what the attacker costs
// by itself is part of it.
func BenchmarkFlood(b *testing.B) {
	for _, kind := range []struct {
		name  string
		flood func(*attacker)
	}{
		{"nobody", func(*attacker) {}},
		{"present", func(a *attacker) {
			a.shout("PUB chamada.student.present 14\r\n{\"class\":3030}\r\n")
		}},
		{"present-deaf", func(a *attacker) {
			a.shout("PUB chamada.student.present _INBOX.205182055.a 14\r\n{\"class\":3030}\r\n")
		}},
		{"junk", func(a *attacker) {
			a.shout("PUB chamada.student.present 65536\r\n" + strings.Repeat("x", 65536) + "\r\n")
		}},
		{"forbidden", func(a *attacker) {
			a.shout("PUB chamada.teacher.end 14\r\n{\"class\":3030}\r\n")
		}},
		{"subscribe", func(a *attacker) { a.subscribe() }},
		{"reconnect", func(a *attacker) { a.reconnect() }},
		{"guess", func(a *attacker) { a.code = "wrong"; a.reconnect() }},
		{"hold", func(a *attacker) { a.hold() }},
	} {
		b.Run(kind.name, func(b *testing.B) {
			s := startLecture(b)
			ctx, cancel := context.WithCancel(b.Context())
			a := &attacker{ctx: ctx, url: s.main.ClientURL(), code: s.codes["205182055"]}
			var attack sync.WaitGroup
			for range 4 {
				attack.Go(func() { kind.flood(a) })
			}
			s.measure(b)
			cancel()
			attack.Wait()
		})
	}
}

type lecture struct {
	main     *node.Main
	codes    map[string]string
	students []*nats.Conn
}

func startLecture(b *testing.B) *lecture {
	b.Helper()
	s := &lecture{codes: map[string]string{}}
	keep := func(i identity.Issued) { s.codes[i.Login] = i.Code.Reveal() }
	s.main = node.New(
		node.Config{DataDir: b.TempDir(), Listen: "127.0.0.1:0", Auth: true, FirstAdmin: keep})
	if err := s.main.Run(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.main.Close() })
	rows := []identity.Row{{Login: "clara", Role: identity.Teacher},
		{Login: "205182055", Role: identity.Student}}
	for i := range lectureSize {
		rows = append(rows, identity.Row{Login: fmt.Sprint(1000 + i), Role: identity.Student})
	}
	done, err := identity.ForAdmin(s.login(b, "admin"), time.Now).Import(b.Context(), rows, nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, i := range done.Created {
		keep(i)
	}
	if _, err := s.login(b, "clara").Request(subjects.TeacherStart, []byte(`{"class":3030}`),
		natstest.Patience); err != nil {
		b.Fatal(err)
	}
	for i := range lectureSize {
		s.students = append(s.students, s.login(b, fmt.Sprint(1000+i)))
	}
	return s
}

func (s *lecture) login(b *testing.B, login string) (nc *nats.Conn) {
	b.Helper()
	natstest.Within(b, natstest.Patience, func() (err error) {
		nc, err = natstest.Dial(s.main.ClientURL(), nats.UserInfo(login, s.codes[login]),
			nats.CustomInboxPrefix(subjects.InboxPrefix(login)))
		return err
	})
	b.Cleanup(nc.Close)
	return nc
}

// measure has each student ask b.N times.
func (s *lecture) measure(b *testing.B) {
	b.Helper()
	took := make([][]time.Duration, len(s.students))
	failed := make([]int, len(s.students))
	var all sync.WaitGroup
	for i, nc := range s.students {
		all.Go(func() {
			due := time.Now().Add(lecturePause * time.Duration(i) / lectureSize)
			for range b.N {
				time.Sleep(time.Until(due)) // the load, not a wait for something
				r, err := nc.Request(subjects.StudentPresent, []byte(`{"class":3030}`),
					natstest.Patience)
				if err != nil || r.Header.Get("Nats-Service-Error") != "" {
					failed[i]++
				}
				took[i] = append(took[i], time.Since(due))
				due = due.Add(lecturePause)
			}
		})
	}
	all.Wait()
	waits, errors := slices.Sorted(slices.Values(slices.Concat(took...))), 0
	for _, n := range failed {
		errors += n
	}
	for name, share := range map[string]int{"p50-ms": 500, "p99-ms": 990, "max-ms": 1000} {
		b.ReportMetric(float64(waits[(len(waits)-1)*share/1000].Microseconds())/1000, name)
	}
	b.ReportMetric(float64(errors), "failed")
}

// attacker has one student's login, and speaks NATS without the library's manners.
type attacker struct {
	ctx       context.Context
	url, code string
}

// dial logs in, or not, and reads whatever comes when it is to read.
func (a *attacker) dial(read bool) net.Conn {
	u, err := url.Parse(a.url)
	if err != nil {
		return nil
	}
	c, err := net.Dial("tcp", u.Host)
	if err != nil {
		return nil
	}
	context.AfterFunc(a.ctx, func() { _ = c.Close() })
	r := bufio.NewReader(c)
	_, _ = r.ReadString('\n') // INFO
	fmt.Fprintf(c,
		"CONNECT {\"verbose\":false,\"headers\":true,\"user\":\"205182055\",\"pass\":%q}\r\nPING\r\n",
		a.code)
	if line, err := r.ReadString('\n'); err != nil || !strings.HasPrefix(line, "PONG") {
		_ = c.Close()
		return nil
	}
	if read {
		go func() { _, _ = io.Copy(io.Discard, r) }()
	}
	return c
}

// shout sends the same, as fast as it is taken, and reads no reply; it connects
// again when it is thrown out.
func (a *attacker) shout(text string) {
	burst := bytes.Repeat([]byte(text), max(1, 1<<16/len(text)))
	for a.ctx.Err() == nil {
		c := a.dial(false)
		if c == nil {
			continue
		}
		_, err := io.WriteString(c, "SUB _INBOX.205182055.a 1\r\n")
		for err == nil {
			_, err = c.Write(burst)
		}
	}
}

func (a *attacker) subscribe() {
	for a.ctx.Err() == nil {
		c := a.dial(true)
		for sid := 0; c != nil; sid++ {
			if _, err := fmt.Fprintf(c, "SUB _INBOX.205182055.%d %d\r\n", sid, sid); err != nil {
				break
			}
		}
	}
}

func (a *attacker) reconnect() {
	for a.ctx.Err() == nil {
		if c := a.dial(false); c != nil {
			_ = c.Close()
		}
	}
}

// hold opens connections and keeps them.
func (a *attacker) hold() {
	for held := 0; a.ctx.Err() == nil && held < 3000; held++ {
		a.dial(true)
	}
	<-a.ctx.Done()
}
