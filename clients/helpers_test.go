package clients_test

import (
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func connect(t testing.TB, url string, opts ...nats.Option) *nats.Conn {
	t.Helper()
	opts = append(opts, nats.MaxReconnects(-1), nats.ReconnectWait(50*time.Millisecond))
	nc, err := nats.Connect(url, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

// peer is a scripted coordinator: answer is called with each request and its
// number, from 1 on. It remembers what it was asked.
type peer struct {
	mu       sync.Mutex
	requests []*nats.Msg
}

func startPeer(t testing.TB, url, subject string, answer func(m *nats.Msg, n int)) *peer {
	t.Helper()
	nc, p := connect(t, url), &peer{}
	_, err := nc.QueueSubscribe(subject, subjects.QueueGroup, func(m *nats.Msg) {
		p.mu.Lock()
		p.requests = append(p.requests, m)
		n := len(p.requests)
		p.mu.Unlock()
		answer(m, n)
	})
	if err != nil {
		t.Fatal(err)
	}
	flush(t, nc)
	return p
}

func (p *peer) asked() []*nats.Msg {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]*nats.Msg(nil), p.requests...)
}

// setup is a server, a peer on it and a client.
func setup(t testing.TB, subject string, answer func(m *nats.Msg, n int),
	opts ...clients.Option) (*clients.Client, *peer) {
	t.Helper()
	url := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
	p := startPeer(t, url, subject, answer)
	return clients.New(connect(t, url), opts...), p
}

func reply(m *nats.Msg, body string) { _ = m.Respond([]byte(body)) }

func fail(m *nats.Msg, e subjects.Error) {
	r := nats.NewMsg(m.Reply)
	r.Header.Set(subjects.HeaderStatus, "503")
	if e.Code.Status() != 503 {
		r.Header.Set(subjects.HeaderStatus, "400")
	}
	r.Data = e.Body()
	_ = m.RespondMsg(r)
}

func flush(t testing.TB, nc *nats.Conn) {
	t.Helper()
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
}

func eventually(t testing.TB, what string, condition func() bool) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for !condition() {
		if time.Now().After(deadline) {
			t.Fatal("never: " + what)
		}
		time.Sleep(5 * time.Millisecond) // between two looks, not instead of one
	}
}

const (
	registered = `{"class":3030,"time":"2026-11-22T18:04:05.123Z","student":"042","roll":"r1","position":"7-0"}`
	already    = `{"class":3030,"time":"2026-11-22T18:04:05.123Z","student":"042","roll":"r1","already":true,"position":"7-0"}`
	notOpen    = `{"class":0,"time":"2026-11-22T18:04:05.123Z","student":"042","reason":"not_open","position":"8-0"}`
)
