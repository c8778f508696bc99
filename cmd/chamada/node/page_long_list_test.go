package node_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestPageOfALongList has so many be struck out, for long reasons, that they fit into no one
// reply: the page shows each, while the roll call is open and when it has ended.
func TestPageOfALongList(t *testing.T) {
	t.Parallel()
	const students = 2_100
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	replies, err := nc.SubscribeSync(nc.NewInbox())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := nc.Request(subjects.TeacherStart, []byte(`{"class":3030}`),
		natstest.Patience); err != nil {
		t.Fatal(err)
	}
	for n := range students {
		body := fmt.Appendf(nil, `{"class":3030,"student":"%d","present":false,"reason":"%s"}`,
			1000+n, strings.Repeat("é", 200))
		if err := nc.PublishRequest(subjects.TeacherMark, replies.Subject, body); err != nil {
			t.Fatal(err)
		}
	}
	for range students {
		if _, err := replies.NextMsg(natstest.Patience); err != nil {
			t.Fatal(err)
		}
	}
	teacher := newBrowser(t, m.WebURL())
	for _, path := range []string{"/professor/3030", "/professor/3030/lista"} {
		_, page := teacher.visit(t, path)
		if got := strings.Count(page, "ééé</li>"); got != students {
			t.Errorf("%s shows %d who are struck out", path, got)
		}
		if _, err := nc.Request(subjects.TeacherEnd, []byte(`{"class":3030}`),
			natstest.Patience); err != nil {
			t.Fatal(err)
		}
	}
}
