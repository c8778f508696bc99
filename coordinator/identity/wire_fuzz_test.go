package identity_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
)

// FuzzForgedBytes has a kiosk, which nobody shuts out for its haste, write any bytes for
// a request's header, to a real server. The coordinator hears that kiosk, or nobody.
func FuzzForgedBytes(f *testing.F) {
	const kiosk, forged = "porta-1", `Nats-Request-Info: {"acc":"ADMINS","user":"root"}`
	for _, header := range []string{
		"NATS/1.0\r\n\r\n", "NATS/1.0\r\n" + forged + "\r\n\r\n",
		"NATS/1.0\r\nA: 1\n" + forged + "\r\n\r\n",
		"NATS/1.0\r\n" + forged + "\n\nXX", "NATS/1.0\n" + forged + "\n\n",
		"NATS/1.0 503\r\n" + forged + "\r\n\r\n",
		"", "\r\n", "\x00",
		"NATS/1.0\r\nA: 1\r\n\r\n" + forged + "\r\n\r\n",
		"NATS/1.0\r\n" + strings.Repeat("a:\n", 40) + forged + "\r\n\r\n",
	} {
		f.Add([]byte(header))
	}
	s := startSystem(f)
	wire := &wire{url: s.url, login: kiosk, code: s.codes[kiosk]}
	defer func() { wire.close() }()
	f.Fuzz(func(t *testing.T, header []byte) {
		if len(header) > 4<<10 || traces.Match(header) {
			return
		}
		asker, why := wire.ask(t, subjects.StudentPresent, header)
		switch {
		case asker == "kiosk "+kiosk || asker == " ":
		case asker == "" && why != "" && !strings.Contains(why, "Authorization"):
			// the server has refused it, and said so
		default:
			t.Fatalf("%q is %q's: %s", header, asker, why)
		}
	})
}

// traces matches headers by which a client asks the servers to follow a message, and
// maybe not to deliver it.
var traces = regexp.MustCompile(`(?i)nats-trace|traceparent`)

// wire is a connection that is made again when the server has closed it.
type wire struct {
	url, login, code string

	conn net.Conn
	in   *bufio.Reader
	sent int
}

func (w *wire) close() {
	if w.conn != nil {
		w.conn.Close()
	}
	w.conn = nil
}

func (w *wire) open(t *testing.T) {
	var err error
	if w.conn, err = net.Dial("tcp", strings.TrimPrefix(w.url, "nats://")); err != nil {
		t.Fatal(err)
	}
	w.in = bufio.NewReader(w.conn)
	fmt.Fprintf(w.conn,
		"CONNECT {\"verbose\":false,\"headers\":true,\"user\":%q,\"pass\":%q}\r\nSUB %s.> 1\r\n",
		w.login, w.code, subjects.InboxPrefix(w.login))
}

// ask sends a request with these bytes for a header. There is either the answer
// to it, or what the server had against it.
func (w *wire) ask(t *testing.T, subject string, header []byte) (answer, why string) {
	if w.conn == nil {
		w.open(t)
	}
	if err := w.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	w.sent++
	reply := fmt.Sprintf("%s.%d", subjects.InboxPrefix(w.login), w.sent)
	var b bytes.Buffer
	fmt.Fprintf(&b, "HPUB %s %s %d %d\r\n%s{}\r\n", subject, reply, len(header), len(header)+2,
		header)
	if _, err := w.conn.Write(b.Bytes()); err != nil {
		t.Fatal(err)
	}
	for {
		line, err := w.in.ReadString('\n')
		if err != nil {
			w.close()
			if why == "" {
				t.Fatalf("%q is not answered: %v", header, err)
			}
			return "", why
		}
		switch {
		case strings.HasPrefix(line, "PING"):
			fmt.Fprint(w.conn, "PONG\r\n")
		case strings.HasPrefix(line, "-ERR"):
			why = strings.TrimSpace(line)
			if strings.Contains(why, "Permissions Violation") {
				return "", why // the connection stays
			}
		case strings.HasPrefix(line, "MSG "+reply), strings.HasPrefix(line, "HMSG "+reply):
			return w.payload(t, line), why
		}
	}
}

// payload is that of a message, without its header.
func (w *wire) payload(t *testing.T, line string) string {
	var head, size int
	fields := strings.Fields(line)
	fmt.Sscan(fields[len(fields)-1], &size)
	if fields[0] == "HMSG" {
		fmt.Sscan(fields[len(fields)-2], &head)
	}
	data := make([]byte, size+2)
	if _, err := io.ReadFull(w.in, data); err != nil {
		t.Fatal(err)
	}
	return string(data[head:size])
}
