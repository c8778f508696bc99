package identity_test

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
)

// raw is a client that speaks the protocol itself: no library judges before the
// server does, and what is refused is known when the next PONG comes.
type raw struct {
	t     *testing.T
	conn  net.Conn
	lines *bufio.Scanner
}

func (s *system) raw(t *testing.T, login string) *raw {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "nats://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	r := &raw{t, c, bufio.NewScanner(c)}
	r.send("CONNECT {\"verbose\":false,\"headers\":true,\"user\":%q,\"pass\":%q}\r\n", login,
		s.codes[login])
	if r.refused() {
		t.Fatalf("%s cannot log in", login)
	}
	return r
}

func (r *raw) send(format string, args ...any) {
	r.t.Helper()
	if _, err := fmt.Fprintf(r.conn, format, args...); err != nil {
		r.t.Fatal(err)
	}
}

// refused tells whether the server has refused anything since it was last asked.
func (r *raw) refused() (refused bool) {
	r.t.Helper()
	r.send("PING\r\n")
	for r.lines.Scan() {
		switch line := r.lines.Text(); {
		case strings.HasPrefix(line, "-ERR"):
			refused = true
		case line == "PONG":
			return refused
		}
	}
	r.t.Fatal("the server has hung up ", r.lines.Err())
	return true
}

// ask sends a request with these very bytes for a header, and gives the reply.
func (r *raw) ask(login, subject, header string) string {
	r.t.Helper()
	inbox := subjects.InboxPrefix(login)
	r.send("SUB %s.> 1\r\nHPUB %s %s.1 %d %d\r\n%s{}\r\n", inbox, subject, inbox, len(header),
		len(header)+2, header)
	for r.lines.Scan() {
		switch line := r.lines.Text(); {
		case strings.HasPrefix(line, "MSG "):
			r.lines.Scan()
			return r.lines.Text()
		case strings.HasPrefix(line, "-ERR"):
			return line
		}
	}
	return fmt.Sprint("nothing: ", r.lines.Err())
}
