//go:build faults && linux

package overload_test

import (
	"bytes"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// deaf is how many clients never read.
	deaf = 8
	// attending is how many students are on the list that they ask for, over and
	// over: some 100 KB each time.
	attending = 2000
	// asked is how often each asks: for more than the system's buffers take, so
	// that the rest is the server's to keep.
	asked = 200
)

// TestDeafClients has clients who ask for more than they read, which is nothing:
// the server must part from them, and others must not notice.
func TestDeafClients(t *testing.T) {
	s := serve(t)
	s.ask(t, subjects.TeacherStart, `{"class":1}`)
	for i := range attending {
		s.ask(t, subjects.StudentPresent, fmt.Sprintf(`{"class":1,"student":"%d"}`, i))
	}
	var told []time.Duration
	for i := range deaf {
		inbox := fmt.Sprint("_INBOX.deaf", i)
		l := dial(t, s.Client, inbox)
		if err := l.conn.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
			t.Fatal(err)
		}
		const body = `{"class":1,"detail":true}`
		request := fmt.Appendf(nil, "PUB %s %s %d\r\n%s\r\n", subjects.TeacherList, inbox,
			len(body), body)
		go func() { _ = l.send(bytes.Repeat(request, asked)) }() // until it is cut
	}
	began := time.Now()
	natstest.Within(t, time.Minute, func() error {
		asked := time.Now()
		s.ask(t, subjects.StudentPresent, `{"class":1,"student":"1"}`)
		told = append(told, time.Since(asked))
		if cut := s.metric(t, "chamada_nats_slow_consumers_total"); cut < deaf {
			return fmt.Errorf("%d of %d are cut", cut, deaf)
		}
		return nil
	})
	t.Logf(
		"all cut after %v; meanwhile %d presences, half within %v, 99 %% within %v; at most %d MiB",
		time.Since(began).Round(time.Millisecond), len(told), quantile(told, 0.5),
		quantile(told, 0.99), s.peakMemory(t)>>20)
	s.checkMemory(t)
	s.serves(t)
}
