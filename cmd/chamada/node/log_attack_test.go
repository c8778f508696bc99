package node_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/natstest"
)

const (
	// loggedFor is how long each attack goes on.
	loggedFor = 4 * time.Second // a busy machine takes the first of them to let the attackers in
	// maxLogged is what the log may take of one, in bytes: a hundred lines and a few
	// more of the client's, and as many of the servers'.
	maxLogged = 100_000
	// maxLine is how long a line may be, with its time and level.
	maxLine = 500
)

// long is no format, wherever it gets to.
var long = strings.Repeat("%99[1]s", 400)

// TestLogIsNoWeapon has a student, and strangers, do all that makes the server
// write a line, as fast as they can.
func TestLogIsNoWeapon(t *testing.T) {
	for name, attack := range map[string]func(*attacker){
		"denied subscriptions": func(a *attacker) {
			a.numbered(func(n int) string { return fmt.Sprintf("SUB x.%d %d\r\n", n, n) })
		},
		"denied, in other words": func(a *attacker) {
			a.numbered(func(n int) string {
				return fmt.Sprintf("SUB x%s \u202e\x1b[31m%d\r\n", long, n)
			})
		},
		"denied publications": func(a *attacker) {
			a.numbered(func(n int) string { return fmt.Sprintf("PUB x.%d 0\r\n\r\n", n) })
		},
		"trace headers":  func(a *attacker) { a.numbered(traced) },
		"refused logins": func(a *attacker) { a.strangers(strings.Repeat("x", 3800)) },
		"a login each": func(a *attacker) {
			a.nonsense(func(n int) string {
				return fmt.Sprintf(
					"CONNECT {\"verbose\":false,\"user\":\"%d\u202e%[1]d\",\"pass\":\"x\"}\r\nPING\r\n",
					n)
			})
		},
		"no words of NATS": func(a *attacker) {
			a.nonsense(func(n int) string {
				return fmt.Sprintf("%c\u202e\x1b[31m%d é %s\r\n", 'A'+n%50, n, long)
			})
		},
		"lines that never end": func(a *attacker) {
			a.nonsense(func(n int) string {
				return fmt.Sprintf("SUB %d%s", n, strings.Repeat(long, 4))
			})
		},
		"JSON that is none": func(a *attacker) {
			a.nonsense(func(n int) string {
				return fmt.Sprintf("CONNECT {\"user\":%d%s}\r\n", n, "\x00\u0085")
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := logOf(t, attack)
			if len(said) > maxLogged {
				t.Errorf("it made %d bytes of log", len(said))
			}
			if !strings.Contains(said, "were left out") {
				t.Errorf("that lines were left out is not told in:\n%s", said)
			}
			for line := range strings.Lines(said) {
				if len(line) > maxLine {
					t.Errorf("a line of %d bytes: %s", len(line), line)
				}
				if i := strings.IndexFunc(line, func(r rune) bool {
					return r != '\n' && !strconv.IsPrint(r)
				}); i >= 0 {
					t.Errorf("it has what cannot be printed at %d: %q", i, line)
				}
			}
		})
	}
}

// logOf is what a server writes while it is attacked, and until it has stopped.
func logOf(t *testing.T, attack func(*attacker)) string {
	t.Helper()
	log := new(natstest.Log)
	cfg := config(t)
	cfg.Logger = slog.New(slog.NewJSONHandler(log, nil)) // which escapes less than text does
	s := startSchool(t, cfg)
	s.enrol(t)
	ctx, cancel := context.WithTimeout(t.Context(), loggedFor)
	defer cancel()
	var attacking sync.WaitGroup
	for range 4 {
		a := &attacker{ctx: ctx, url: s.main.ClientURL(), code: s.codes["205182055"]}
		attacking.Go(func() { attack(a) })
	}
	attacking.Wait()
	stop(t, s.main)
	return log.String()
}

// numbered sends what line makes of one number after the other, and reads what is
// said about it.
func (a *attacker) numbered(line func(n int) string) {
	for a.ctx.Err() == nil {
		c := a.dial(true)
		if c == nil {
			continue
		}
		out := bufio.NewWriterSize(c, 1<<16)
		var err error
		for n := 0; err == nil; n++ {
			_, err = out.WriteString(line(n))
		}
	}
}

// traced asks for a trace to where the login may not write.
func traced(n int) string {
	header := fmt.Sprintf("NATS/1.0\r\nNats-Trace-Dest: x.%d.%s\r\n\r\n", n, long)
	return fmt.Sprintf("HPUB chamada.student.present %d %d\r\n%s\r\n", len(header), len(header),
		header)
}

// strangers are many who try to log in at once, with a login that is long.
func (a *attacker) strangers(login string) {
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() { a.stranger(login) })
	}
	all.Wait()
}

func (a *attacker) stranger(login string) {
	a.says(func() string {
		return fmt.Sprintf("CONNECT {\"verbose\":false,\"user\":%q,\"pass\":\"x\"}\r\nPING\r\n",
			login)
	})
}

// nonsense is many strangers who say what makes no sense, numbered.
func (a *attacker) nonsense(say func(n int) string) {
	var all sync.WaitGroup
	var n atomic.Int64
	for range 64 {
		all.Go(func() { a.says(func() string { return say(int(n.Add(1))) }) })
	}
	all.Wait()
}

// says connects, says something, and hears how it is thrown out, again and again.
func (a *attacker) says(say func() string) {
	u, _ := url.Parse(a.url)
	for a.ctx.Err() == nil {
		c, err := net.Dial("tcp", u.Host)
		if err != nil {
			continue
		}
		stop := context.AfterFunc(a.ctx, func() { _ = c.Close() })
		r := bufio.NewReader(c)
		_, _ = r.ReadString('\n')
		_, _ = io.WriteString(c, say())
		_, _ = io.Copy(io.Discard, r)
		_ = c.Close()
		stop()
	}
}
