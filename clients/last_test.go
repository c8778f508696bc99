package clients_test

import (
	"errors"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

const listed = `{"class":3030,"time":"2026-11-22T18:04:05.123Z","roll":"r",` +
	`"started":"2026-11-22T17:04:05.123Z","students":["042"],`

func TestLast(t *testing.T) {
	client, peer := setup(t, subjects.TeacherList, func(m *nats.Msg, _ int) {
		reply(m, listed+`"last":true,"position":"7-0"}`)
	})
	got, err := client.Last(t.Context(), 3030, true)
	if err != nil || !got.Last || got.Roll != "r" || len(got.Students) != 1 {
		t.Errorf("got %+v, %v", got, err)
	}
	if sent := string(peer.asked()[0].Data); sent != `{"class":3030,"detail":true,"last":true}` {
		t.Errorf("sent %s", sent)
	}
}

// TestLastOfAnOlderCoordinator is answered with what is open, which must not pass for what
// was asked.
func TestLastOfAnOlderCoordinator(t *testing.T) {
	client, _ := setup(t, subjects.TeacherList, func(m *nats.Msg, _ int) {
		reply(m, listed+`"position":"7-0"}`)
	})
	if got, err := client.Last(t.Context(), 3030, false); !errors.Is(err, clients.ErrOlder) ||
		got.Roll != "" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestOpenRollsInParts(t *testing.T) {
	const head = `{"time":"2026-11-22T18:04:05.123Z","rolls":[{"class":`
	const tail = `,"roll":"r","started":"2026-11-22T17:04:05.123Z","count":57,"teacher":"clara"}]`
	client, peer := setup(t, subjects.TeacherOpen, func(m *nats.Msg, n int) {
		parts := []string{`1` + tail + `,"more":"x"`, `2` + tail + `,"more":"y"`, `3` + tail}
		reply(m, head+parts[n-1]+`,"position":"7-0"}`)
	})
	got, err := client.OpenRolls(t.Context())
	if err != nil || len(got.Rolls) != 3 || got.More != "" {
		t.Fatalf("got %+v, %v", got, err)
	}
	for i, r := range got.Rolls {
		if r.Class != subjects.Class(i+1) || r.Count != 57 || r.Teacher != "clara" {
			t.Errorf("roll call %d is %+v", i, r)
		}
	}
	for i, want := range []string{`{}`, `{"after":"x"}`, `{"after":"y"}`} {
		if sent := string(peer.asked()[i].Data); sent != want {
			t.Errorf("sent %s, not %s", sent, want)
		}
	}
}
