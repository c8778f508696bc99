package node_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func TestNoRequestInFlightIsLost(t *testing.T) {
	const students = 3000
	m := start(t, config(t))
	nc := natstest.Connect(t, m.ClientURL())
	if _, err := nc.Request(subjects.TeacherStart, []byte(`{"class":3030}`),
		10*time.Second); err != nil {
		t.Fatal(err)
	}
	replies := sendPresences(t, nc, students)
	stop(t, m)

	for i := range students {
		msg, err := replies.NextMsg(10 * time.Second)
		if err != nil {
			t.Fatalf("%d of %d requests were answered: %v", i, students, err)
		}
		var p subjects.Presence
		if err := json.Unmarshal(msg.Data, &p); err != nil || p.Refused() {
			t.Fatalf("request %d got %v %s", i, msg.Header, msg.Data)
		}
	}
}

// sendPresences returns once the server has every request, with where the
// replies come.
func sendPresences(t *testing.T, nc *nats.Conn, students int) *nats.Subscription {
	t.Helper()
	inbox := nats.NewInbox()
	replies, err := nc.SubscribeSync(inbox)
	if err != nil {
		t.Fatal(err)
	}
	for i := range students {
		body := fmt.Sprintf(`{"class":3030,"student":"%06d"}`, i)
		if err := nc.PublishRequest(subjects.StudentPresent, inbox, []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	return replies
}
