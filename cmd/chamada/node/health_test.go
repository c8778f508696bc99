package node_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/tests/natstest"
)

// TestHealthyMeansThatPeopleCanLogIn has a journal, and in the place of the logins
// what the coordinator refuses: it can commit, and lets nobody in.
func TestHealthyMeansThatPeopleCanLogIn(t *testing.T) {
	cfg := config(t)
	open := start(t, cfg)
	js, err := jetstream.New(natstest.Connect(t, open.ClientURL()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(t.Context(),
		jetstream.StreamConfig{Name: "KV_" + identity.Bucket,
			Subjects: []string{"other"}}); err != nil {
		t.Fatal(err)
	}
	stop(t, open)

	cfg.Auth, cfg.HTTP = true, natstest.FreeAddrs(t, 1)[0]
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- node.New(cfg).Run(ctx) }()
	natstest.Eventually(t, "healthz says that nobody can log in", func() bool {
		if resp, err := http.Get("http://" + cfg.HTTP); err != nil {
			return false // not yet
		} else if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
		status, body := natstest.Get(t, "http://"+cfg.HTTP+"/healthz")
		if status == http.StatusOK {
			t.Fatal("healthy, and nobody can log in")
		}
		return strings.Contains(body, "nobody can log in yet")
	})
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestHealthTellsOfAStreamThatAnswers has requests acknowledged by a stream: the node is
// as well as before, and says what is wrong beside that.
func TestHealthTellsOfAStreamThatAnswers(t *testing.T) {
	t.Parallel()
	m := start(t, config(t))
	js, err := jetstream.New(natstest.Connect(t, m.ClientURL()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(t.Context(),
		jetstream.StreamConfig{Name: "AUDIT", Subjects: []string{"chamada.>"}}); err == nil {
		t.Fatal("the journal's own subject was given away")
	}
	if _, err := js.CreateStream(t.Context(),
		jetstream.StreamConfig{Name: "AUDIT",
			Subjects: []string{"chamada.student.*"}}); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "healthz tells of it", func() bool {
		status, body := natstest.Get(t, m.HTTPURL()+"/healthz")
		if status != http.StatusOK || !strings.HasPrefix(body, "ok\n") {
			t.Fatalf("%d %s", status, body)
		}
		return strings.Contains(body, "warning: the stream AUDIT takes requests")
	})
}
