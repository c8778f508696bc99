package coordinator_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// firstVersion makes the journal as the program made it that knew no other version.
func firstVersion(t *testing.T, nc *nats.Conn) {
	t.Helper()
	js, err := jetstream.New(nc)
	if err == nil {
		_, err = js.CreateStream(t.Context(), jetstream.StreamConfig{
			Name: journal.Stream, Subjects: []string{subjects.Journal},
			Metadata: map[string]string{"chamada.epoch": "nCkUZ3FrhVBQWTnqLOGMGe"},
		})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// raised is the answer to a raise.
func raised(t *testing.T, nc *nats.Conn, payload string) (told subjects.Raised, reply *nats.Msg) {
	t.Helper()
	reply = ask(t, nc, subjects.JournalRaise, "", payload)
	if err := json.Unmarshal(reply.Data, &told); err != nil {
		t.Fatal(err)
	}
	return told, reply
}

// TestRaiseOfAMixedCluster asks for the new version while a coordinator is there that does
// not say which it reads, as the earlier program does.
func TestRaiseOfAMixedCluster(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	nc := natstest.Connect(t, url)
	firstVersion(t, nc)
	start(t, url)
	start(t, url)
	says := micro.Config{Name: subjects.ServiceName, Version: coordinator.Version}
	earlier, err := micro.AddService(nc, says)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = earlier.Stop() })
	replies := []string{string(ask(t, nc, subjects.TeacherStart, "a", `{"class":1}`).Data)}

	_, reply := raised(t, nc, `{}`)
	code, _ := errorOf(reply)
	if status := reply.Header.Get(subjects.HeaderStatus); code != subjects.Upgrading ||
		status != "503" {
		t.Errorf("asked too early it is answered %s, %s", status, reply.Data)
	}
	if said := reply.Header.Get(subjects.HeaderMessage); !strings.Contains(said,
		earlier.Info().ID) {
		t.Errorf("it does not say who stands in the way: %s", said)
	}
	if told, _ := raised(t, nc, `{"dry":true}`); told.Was != record.First ||
		len(told.Readers) != 3 {
		t.Errorf("nothing was to be done, and the journal is told to be %+v", told)
	}
	if err := earlier.Stop(); err != nil {
		t.Fatal(err)
	}
	if told, reply := raised(t, nc, `{}`); told.Version != record.Highest {
		t.Errorf("with it gone it is answered %s", reply.Data)
	}
	replies = append(replies, string(ask(t, nc, subjects.TeacherStart, "a", `{"class":1}`).Data))
	if replies[0] != replies[1] {
		t.Errorf("a start from before is answered\n%s\nand was\n%s", replies[1], replies[0])
	}
}

// TestStampsAreTheServers has a coordinator whose own clock is ahead, by less than what
// makes it leave.
func TestStampsAreTheServers(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url, func(c *coordinator.Config) {
		c.Now = func() time.Time { return time.Now().Add(20 * time.Second) }
	})
	var told struct{ Time time.Time }
	reply := ask(t, natstest.Connect(t, url), subjects.TeacherStart, "", `{"class":1}`)
	err := json.Unmarshal(reply.Data, &told)
	if err != nil || time.Since(told.Time).Abs() > 5*time.Second {
		t.Errorf("a start is stamped %s", reply.Data)
	}
}
