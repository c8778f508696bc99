package clients_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	shortList = listed + `"presences":[{"student":"042","time":"2026-11-22T17:05:05.123Z"}],` +
		`"more":"detail","position":"7-0"}`
	firstPart = listed + `"presences":[{"student":"042","time":"2026-11-22T17:05:05.123Z",` +
		`"checks":[1]}],"checks":2,"more":"1.2.3","position":"8-0"}`
	lastPart = `{"class":3030,"time":"2026-11-22T18:04:05.123Z","roll":"r",` +
		`"started":"2026-11-22T17:04:05.123Z","students":["7"],"presences":[{"student":"7",` +
		`"time":"2026-11-22T17:06:05.123Z","checks":[2]}],"checks":2,"shared":[["7","042"]],` +
		`"struck":[{"student":"9","time":"2026-11-22T17:06:05.123Z","reason":"abc"}],` +
		`"position":"9-0"}`
)

// lister answers with lists in turn, and says of other parts that they are none.
func lister(t *testing.T, replies ...string) (*clients.Client, *peer) {
	t.Helper()
	return setup(t, subjects.TeacherList, func(m *nats.Msg, n int) {
		if n > len(replies) {
			n = len(replies)
		}
		if replies[n-1] == "" {
			fail(m, *subjects.ErrAfter)
			return
		}
		reply(m, replies[n-1])
	})
}

// TestListInParts puts a list together, and gives it as one reply.
func TestListInParts(t *testing.T) {
	client, peer := lister(t, shortList, firstPart, lastPart)
	var raw clients.Reply
	got, err := client.List(t.Context(), 3030, true, clients.Raw(&raw))
	if err != nil || got.More != "" || len(got.Students) != 2 || len(got.Presences) != 2 ||
		got.Presences[1].Checks[0] != 2 || len(got.Shared) != 1 || len(got.Struck) != 1 ||
		got.Position != (subjects.Position{Record: 9}) {
		t.Errorf("got %+v, %v", got, err)
	}
	var told subjects.Roll
	if err := json.Unmarshal(raw.Data, &told); err != nil || !reflect.DeepEqual(told, got) {
		t.Errorf("the reply is kept as %s", raw.Data)
	}
	for i, after := range []string{"", `,"after":"detail"`, `,"after":"1.2.3"`} {
		want := `{"class":3030,"detail":true` + after + `}`
		if sent := string(peer.asked()[i].Data); sent != want {
			t.Errorf("sent %s, not %s", sent, want)
		}
	}
}

// TestListWithoutItsParts gives the list that came in one piece where parts are not to be had:
// of an older coordinator, where it always changes, and where it is of another roll call.
func TestListWithoutItsParts(t *testing.T) {
	another := `{"class":3030,"time":"2026-11-22T18:04:05.123Z","roll":"s","students":[],` +
		`"started":"2026-11-22T17:04:05.123Z","presences":[],"position":"9-0"}`
	for name, replies := range map[string][]string{
		"older": {shortList}, "changes": {shortList, firstPart, ""}, "another": {shortList, another},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := lister(t, replies...)
			var raw clients.Reply
			got, err := client.List(t.Context(), 3030, true, clients.Raw(&raw))
			if err != nil || got.More != subjects.MoreDetail || len(got.Students) != 1 ||
				string(raw.Data) != shortList {
				t.Errorf("got %+v, %v, %s", got, err, raw.Data)
			}
		})
	}
}

// TestEndInParts asks for the detail of an end as the last list.
func TestEndInParts(t *testing.T) {
	url := natstest.Serve(t, &server.Options{Port: -1}).ClientURL()
	startPeer(t, url, subjects.TeacherEnd, func(m *nats.Msg, _ int) { reply(m, shortList) })
	peer := startPeer(t, url, subjects.TeacherList, func(m *nats.Msg, _ int) {
		reply(m, strings.Replace(lastPart, `"position"`, `"last":true,"position"`, 1))
	})
	client := clients.New(connect(t, url))
	got, err := client.End(t.Context(), 3030, true)
	if err != nil || got.More != "" || got.Last || len(got.Struck) != 1 ||
		got.Position != (subjects.Position{Record: 7}) {
		t.Errorf("got %+v, %v", got, err)
	}
	want := `{"class":3030,"detail":true,"last":true,"after":"detail"}`
	if sent := string(peer.asked()[0].Data); sent != want {
		t.Errorf("sent %s", sent)
	}
}
