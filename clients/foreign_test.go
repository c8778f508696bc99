package clients_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// strangers are answers of those who are no coordinators.
var strangers = map[string]func(m *nats.Msg){
	"a stream": func(m *nats.Msg) { reply(m, `{"stream":"AUDIT", "seq":5}`) },
	"a stream in a domain": func(m *nats.Msg) {
		reply(m, `{"stream":"AUDIT", "domain":"hub", "seq":5,"duplicate":true}`)
	},
	"a stream that is full": func(m *nats.Msg) {
		reply(m,
			`{"error":{"code":503,"err_code":10077,"description":"maximum messages exceeded"},"stream":"AUDIT","seq":0}`)
	},
	"an echo": func(m *nats.Msg) { _ = m.Respond(m.Data) },
	"an echo with headers": func(m *nats.Msg) {
		_ = m.RespondMsg(&nats.Msg{Data: m.Data, Header: m.Header})
	},
	"an empty answer": func(m *nats.Msg) { reply(m, "") },
	"a word":          func(m *nats.Msg) { reply(m, "+OK") },
	"another object": func(m *nats.Msg) {
		reply(m, `{"class":3030,"time":"2026-11-22T18:04:05.123Z"}`)
	},
	"another position":       func(m *nats.Msg) { reply(m, `{"position":[12.5,47.1]}`) },
	"a position within":      func(m *nats.Msg) { reply(m, `{"x":{"position":"7-0"}}`) },
	"no position":            func(m *nats.Msg) { reply(m, `{"position":null}`) },
	"another service":        func(m *nats.Msg) { failAs(m, "500", "boom") },
	"another service's JSON": func(m *nats.Msg) { failAs(m, "404", `{"error":"no such thing"}`) },
	"a service's empty body": func(m *nats.Msg) { failAs(m, "400", "") },
	"an error of ours without its headers": func(m *nats.Msg) {
		e := subjects.Error{Code: subjects.NotOpen, Message: "m"}
		_ = m.Respond(e.Body())
	},
}

func failAs(m *nats.Msg, status, body string) {
	r := nats.NewMsg(m.Reply)
	r.Header.Set(subjects.HeaderStatus, status)
	r.Header.Set(subjects.HeaderMessage, "boom")
	r.Data = []byte(body)
	_ = m.RespondMsg(r)
}

// TestForeignAnswersArePassedOver has the coordinator answer after a stranger, and after
// more strangers than a call has room for.
func TestForeignAnswersArePassedOver(t *testing.T) {
	for who, answer := range strangers {
		t.Run(who, func(t *testing.T) {
			client, peer := setup(t, subjects.StudentPresent, func(m *nats.Msg, _ int) {
				for range 50 {
					answer(m)
				}
				reply(m, registered)
			})
			got, err := client.Present(t.Context(), 3030, "042")
			if err != nil || got.Class != 3030 || len(peer.asked()) != 1 {
				t.Errorf("got %+v, %v after %d requests", got, err, len(peer.asked()))
			}
		})
	}
}

// TestForeignAnswersOnly says in words that somebody else answers, when the time is over.
func TestForeignAnswersOnly(t *testing.T) {
	for who, answer := range strangers {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			var why atomic.Value
			client, _ := setup(t, subjects.TeacherEnd, func(m *nats.Msg, _ int) { answer(m) },
				clients.Timeout(1200*time.Millisecond),
				clients.OnWaiting(func(_ time.Duration, r clients.Reason) { why.Store(r) }))
			got, err := client.End(t.Context(), 3030, false)
			if !errors.Is(err, clients.ErrForeign) || !errors.Is(err, clients.ErrUnavailable) ||
				got.Roll != "" {
				t.Errorf("got %+v, %v", got, err)
			}
			if why.Load() != clients.OnlyForeign {
				t.Errorf("waiting because of %q", why.Load())
			}
		})
	}
}

// TestStrangerIsForgotten holds that a call knows nothing of who answered the one before.
func TestStrangerIsForgotten(t *testing.T) {
	client, _ := setup(t, subjects.StudentPresent, func(m *nats.Msg, n int) {
		if n == 1 {
			reply(m, "+OK")
			reply(m, registered)
		}
	}, clients.Timeout(300*time.Millisecond))
	if _, err := client.Present(t.Context(), 3030, "042"); err != nil {
		t.Fatal(err)
	}
	for range 3 { // calls are used again
		_, err := client.Present(t.Context(), 3030, "042")
		if !errors.Is(err, clients.ErrUnavailable) || errors.Is(err, clients.ErrForeign) {
			t.Errorf("got %v", err)
		}
	}
}

// TestStreamOnRequests has a real stream take in requests: its acknowledgement comes first.
func TestStreamOnRequests(t *testing.T) {
	s := natstest.Serve(t, &server.Options{Port: -1, JetStream: true, StoreDir: t.TempDir()})
	nc := connect(t, s.ClientURL())
	js, err := nc.JetStream()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.AddStream(&nats.StreamConfig{
		Name: "AUDIT", Subjects: []string{"chamada.student.*"}, Storage: nats.MemoryStorage,
	}); err != nil {
		t.Fatal(err)
	}
	startPeer(t, s.ClientURL(), subjects.StudentPresent, func(m *nats.Msg, _ int) {
		reply(m, registered)
	})
	client := clients.New(nc)
	for range 100 {
		if got, err := client.Present(t.Context(), 3030, "042"); err != nil || got.Class != 3030 {
			t.Fatalf("got %+v, %v", got, err)
		}
	}
}
