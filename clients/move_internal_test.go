package clients

import (
	"testing"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// Each move makes the next one wait longer, until one has helped.
func TestMovesThatHelpAreNotHeldAgainst(t *testing.T) {
	urls := natstest.Serve(t, &server.Options{Port: -1}).ClientURL() + "," +
		natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
	nc, err := nats.Connect(urls)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	_, err = nc.Subscribe(subjects.StudentPresent, func(m *nats.Msg) {
		_ = m.Respond([]byte(`{"class":3030,"position":"7-0"}`))
	})
	if err != nil {
		t.Fatal(err)
	}
	client := New(nc)
	for range 3 {
		if !client.mover.may(nc) {
			t.Error("a server that nobody answers is not left")
		}
		if client.mover.may(nc) {
			t.Error("the next is not given any time")
		}
		if _, err := client.Present(t.Context(), 3030, "042"); err != nil {
			t.Fatal(err)
		}
	}
}
