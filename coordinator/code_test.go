package coordinator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestCodesAreNowhereElse uses all that a code has, and looks for it in what operators and
// boards see: logs down to the finest, events, metrics, and what the micro service says.
func TestCodesAreNowhereElse(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	r := start(t, url)
	fine := new(natstest.Log)
	start(t, url, func(c *coordinator.Config) {
		c.Logger = slog.New(slog.NewJSONHandler(fine, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	nc := natstest.Connect(t, url)
	events, err := nc.SubscribeSync(subjects.AllEvents)
	if err != nil {
		t.Fatal(err)
	}
	ask(t, nc, subjects.TeacherStart, "", `{"class":3030,"code_every":120}`)
	var code subjects.RoomCode
	read(t, ask(t, nc, subjects.TeacherCode, "", `{"class":3030}`), &code)
	var ticket subjects.Ticket
	const device = "telefone-da-ana"
	read(t,
		ask(t, nc, subjects.StudentScan, "",
			fmt.Sprintf(`{"class":3030,"code":%q,"device":%q}`, code.QR, device)), &ticket)
	ask(t, nc, subjects.StudentPresent, "",
		fmt.Sprintf(`{"class":3030,"student":"1","ticket":%q,"device":%q}`, ticket.Ticket, device))
	for i := range 10 {
		ask(t, nc, subjects.StudentPresent, "",
			fmt.Sprintf(`{"class":3030,"student":"2%d","code":%q}`, i, code.Code))
	}
	ask(t, nc, subjects.TeacherMark, "",
		`{"class":3030,"student":"3","present":false,"reason":"motivo-secreto"}`)
	ask(t, nc, subjects.TeacherEnd, "", `{"class":3030,"detail":true}`)

	seen := fmt.Sprint(gather(t, r.registry)) + r.log.String() + fine.String()
	seen += string(ask(t, nc, "$SRV.STATS.chamada", "", "").Data) +
		heard(t, events, subjects.EventEnded(3030))
	for _, secret := range append(secretsOf(t, nc), code.Code, code.QR, ticket.Ticket, device,
		"motivo-secreto") {
		if regexp.MustCompile(`\b` + secret + `\b`).MatchString(seen) {
			t.Errorf("%q is seen", secret)
		}
	}
}

// secretsOf is the keys that stand in the journal, where they must.
func secretsOf(t *testing.T, nc *nats.Conn) (keys []string) {
	t.Helper()
	for seq := 1; seq < 100; seq++ {
		reply := ask(t, nc, "$JS.API.STREAM.MSG.GET.CHAMADA", "", fmt.Sprintf(`{"seq":%d}`, seq))
		var got struct {
			Message struct {
				Data []byte `json:"data"`
			} `json:"message"`
		}
		read(t, reply, &got)
		if m := regexp.MustCompile(`secret=([0-9a-f]{64})`).FindSubmatch(
			got.Message.Data); m != nil {
			return []string{string(m[1])}
		}
	}
	t.Fatal("no key in the journal")
	return nil
}

// heard is all messages up to one of a subject.
func heard(t *testing.T, sub *nats.Subscription, last string) string {
	t.Helper()
	var all bytes.Buffer
	for {
		m, err := sub.NextMsg(natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(m.Subject)
		all.Write(m.Data)
		if m.Subject == last {
			return all.String()
		}
	}
}

func read(t *testing.T, reply *nats.Msg, v any) {
	t.Helper()
	if err := json.Unmarshal(reply.Data, v); err != nil {
		t.Fatalf("%s: %v", reply.Data, err)
	}
}
