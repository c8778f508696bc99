//go:build faults && linux

package overload_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"sync"
	"testing"
)

// line is a connection that speaks the protocol of NATS itself: the client
// library takes more of the machine than what it asks for does, and will not
// leave its replies unread.
type line struct {
	conn    net.Conn
	replies *bufio.Reader

	writing sync.Mutex
}

// dial connects, and subscribes to a subject.
func dial(t *testing.T, at, subject string) *line {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	l := &line{conn: conn, replies: bufio.NewReaderSize(conn, 64<<10)}
	const connect = `CONNECT {"verbose":false,"pedantic":false,"headers":true,"no_responders":true}`
	if err := l.send(fmt.Appendf(nil, "%s\r\nSUB %s 1\r\nPING\r\n", connect, subject)); err != nil {
		t.Fatal(err)
	}
	for {
		switch text, err := l.replies.ReadString('\n'); {
		case err != nil:
			t.Fatal(err)
		case text == "PONG\r\n":
			return l
		}
	}
}

func (l *line) send(frames []byte) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	_, err := l.conn.Write(frames)
	return err
}

// reply is a message as it came. Its bytes are good until the next.
type reply struct {
	subject []byte // empty when there is none
	headers []byte // empty when it is no error
	data    []byte
}

// receive takes what comes next, into buf when that has room for it. After
// anything but a message there is no reply.
func (l *line) receive(buf *[]byte) (reply, error) {
	text, err := l.replies.ReadSlice('\n')
	switch {
	case err != nil:
		return reply{}, err
	case bytes.HasPrefix(text, []byte("MSG ")), bytes.HasPrefix(text, []byte("HMSG ")):
		return l.message(text, buf)
	case bytes.HasPrefix(text, []byte("PING")):
		return reply{}, l.send([]byte("PONG\r\n"))
	case bytes.HasPrefix(text, []byte("-ERR")):
		return reply{}, fmt.Errorf("the server says %s", bytes.TrimSpace(text))
	default:
		return reply{}, nil
	}
}

// message reads what text announces: "MSG subject sid size", or "HMSG subject
// sid headers size", where size is of both.
func (l *line) message(text []byte, buf *[]byte) (reply, error) {
	fields := bytes.Fields(text)
	size, err := strconv.Atoi(string(fields[len(fields)-1]))
	if err != nil {
		return reply{}, err
	}
	headers := 0
	if fields[0][0] == 'H' {
		if headers, err = strconv.Atoi(string(fields[len(fields)-2])); err != nil {
			return reply{}, err
		}
	}
	b := append((*buf)[:0], fields[1]...)
	n := len(b)
	b = append(b, make([]byte, size+len("\r\n"))...)
	*buf = b
	if _, err := io.ReadFull(l.replies, b[n:]); err != nil {
		return reply{}, err
	}
	body := b[n : n+size]
	return reply{b[:n], body[:headers], body[headers:]}, nil
}
