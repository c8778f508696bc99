package coordinator

import (
	"log/slog"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/tests/natstest"
)

func TestDroppedRequestsAreCounted(t *testing.T) {
	t.Parallel()
	const sent, limit = 100, 10
	nc := natstest.Connect(t, natstest.Start(t, t.TempDir()).ClientURL())
	var log natstest.Log
	o := overflow{log: slog.New(slog.NewTextHandler(&log, nil))}
	o.watch(nc)

	held, holding := make(chan struct{}), make(chan struct{}, sent)
	sub, err := nc.Subscribe("subject", func(*nats.Msg) { holding <- struct{}{}; <-held })
	if err != nil {
		t.Fatal(err)
	}
	if err := sub.SetPendingLimits(limit, -1); err != nil {
		t.Fatal(err)
	}
	publish(t, nc, 1)
	<-holding
	publish(t, nc, sent)
	natstest.Eventually(t, "they are counted", func() bool { return o.count() > 0 })
	dropped, err := sub.Dropped()
	if got := o.count(); err != nil || got != dropped || got < sent-limit-1 {
		t.Errorf("counted %d, dropped %d of %d: %v", got, dropped, sent, err)
	}
	if n := log.Count("some get no answer"); n != 1 {
		t.Errorf("it was logged %d times", n)
	}
	close(held)
	if err := sub.Unsubscribe(); err != nil {
		t.Fatal(err)
	}
	if got := o.count(); got != dropped {
		t.Errorf("%d are counted when the subscription is gone, of %d", got, dropped)
	}
}

// publish returns when all have come back.
func publish(t *testing.T, nc *nats.Conn, n int) {
	t.Helper()
	for range n {
		if err := nc.Publish("subject", nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
}
