package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// full is as many students as a roll holds.
const full = 10_000

// TestLongListAtTheCommandLine has a full roll with two checks, which is too much for one reply,
// be listed, ended and listed again: each time with all that is known of everybody.
func TestLongListAtTheCommandLine(t *testing.T) {
	t.Parallel()
	url := serving(t)
	nc := natstest.Connect(t, url)
	for _, subject := range []string{subjects.TeacherStart, subjects.TeacherCheck} {
		if _, err := nc.Request(subject, []byte(`{"class":3030}`), natstest.Patience); err != nil {
			t.Fatal(err)
		}
		fill(t, nc)
	}
	for _, verb := range []string{"list", "end", "last"} {
		cmd := exec.Command("chamada", "teacher", verb, "3030", "--json")
		cmd.Env = append(os.Environ(), "NATS_URL="+url)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(verb, err)
		}
		var roll subjects.Roll
		if err := json.Unmarshal(out, &roll); err != nil {
			t.Fatal(verb, err)
		}
		isFull(t, verb, roll)
		if roll.Last != (verb == "last") || len(out) < subjects.MaxReply {
			t.Errorf("%s: last is %v, and %d bytes came", verb, roll.Last, len(out))
		}
	}
}

// fill registers a full roll, some hundreds at once.
func fill(t *testing.T, nc *nats.Conn) {
	t.Helper()
	const atOnce = 500
	replies, err := nc.SubscribeSync(nc.NewInbox())
	if err != nil {
		t.Fatal(err)
	}
	for n := range full {
		body := fmt.Appendf(nil, `{"class":3030,"student":"%020d"}`, n)
		if err := nc.PublishRequest(subjects.StudentPresent, replies.Subject, body); err != nil {
			t.Fatal(err)
		}
		if n%atOnce < atOnce-1 {
			continue
		}
		for range atOnce {
			if m, err := replies.NextMsg(natstest.Patience); err != nil ||
				m.Header.Get(subjects.HeaderStatus) != "" {
				t.Fatal(m, err)
			}
		}
	}
}

// isFull holds that everybody is there once, at both checks.
func isFull(t *testing.T, verb string, roll subjects.Roll) {
	t.Helper()
	if len(roll.Students) != full || len(roll.Presences) != full || roll.More != "" ||
		roll.Checks != 2 {
		t.Fatalf("%s: %d students, %d presences, %d checks, and more %q", verb,
			len(roll.Students), len(roll.Presences), roll.Checks, roll.More)
	}
	for i, p := range roll.Presences {
		if p.Student != roll.Students[i] || string(p.Student) != fmt.Sprintf("%020d", i) ||
			len(p.Checks) != 2 {
			t.Fatalf("%s: at %d is %+v", verb, i, p)
		}
	}
}
