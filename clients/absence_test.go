package clients_test

import (
	"net"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestShortAbsenceIsWaitedFor: coordinators answer nothing for a second, as while the journal
// has no leader, go away for another half, and turn the first try away when they are back.
// The server is not left for another, which stands still, and nobody waits longer than that.
func TestShortAbsenceIsWaitedFor(t *testing.T) {
	still, err := net.Listen("tcp", "127.0.0.1:0") // who connects is told nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = still.Close() })
	url := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
	peer := connect(t, url)
	tries := make(chan *nats.Msg, 64)
	stays, err := peer.ChanQueueSubscribe(subjects.StudentPresent, subjects.QueueGroup, tries)
	if err != nil {
		t.Fatal(err)
	}
	flush(t, peer)
	nc := connect(t, url+",nats://"+still.Addr().String(), nats.DontRandomize())

	back := make(chan time.Time, 1)
	go func() {
		<-time.After(time.Second)
		_ = stays.Unsubscribe()
		<-time.After(500 * time.Millisecond)
		fail(<-tries, subjects.Error{Code: subjects.Overloaded})
		_, _ = peer.QueueSubscribe(subjects.StudentPresent, subjects.QueueGroup,
			func(m *nats.Msg) { reply(m, registered) })
		back <- time.Now()
	}()
	if _, err := clients.New(nc).Present(t.Context(), 3030, "042"); err != nil {
		t.Fatal(err)
	}
	if late := time.Since(<-back); late > 600*time.Millisecond || nc.ConnectedUrl() != url {
		t.Errorf("answered %v after they were back, by %s", late, nc.ConnectedUrl())
	}
}
