//go:build faults

package node_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	// listBudget is what a login is sent in lists at once, in bytes, by all nodes
	// together, and what comes back in listsKept.
	listBudget = 16 << 20
	listsKept  = 10 * time.Second
	// inClass students are on the list that is asked for, some 300 KB each time.
	inClass = 4000
)

// TestListsOfALogin has a teacher ask all nodes for long lists, until each refuses.
func TestListsOfALogin(t *testing.T) {
	startSchools(t, func(t *testing.T, s *school, nodes []*node.Main) {
		ask(t, s.login(t, "clara"), subjects.TeacherStart, `{"class":3030}`)
		s.fillClass(t)
		refusals, bytes, most := 0, 0, 0
		clara, began := s.login(t, "clara"), time.Now()
		for refusals < 20 { // of whichever node answers
			r, err := clara.Request(subjects.TeacherList, []byte(`{"class":3030,"detail":true}`),
				natstest.Patience)
			if err != nil {
				t.Fatal(err)
			}
			if r.Header.Get(subjects.HeaderStatus) == "503" {
				refusals++
				continue
			}
			bytes, most, refusals = bytes+len(r.Data), max(most, len(r.Data)), 0
		}
		again := int(time.Since(began).Seconds() / listsKept.Seconds() * listBudget)
		t.Logf("%d MiB in %v", bytes>>20, time.Since(began))
		// About: what a list has is estimated, and the last of each node may go beyond.
		if bytes > (listBudget+again)*5/4+len(nodes)*most {
			t.Errorf("a login is sent %d bytes of lists", bytes)
		}
		if bytes < listBudget*3/4 {
			t.Errorf("a login is refused after %d bytes of lists", bytes)
		}
	})
}

// fillClass has a kiosk register many students at once.
func (s *school) fillClass(t *testing.T) {
	t.Helper()
	nc := s.login(t, "porta-1")
	replies, err := nc.SubscribeSync(nc.NewInbox())
	if err != nil {
		t.Fatal(err)
	}
	for first := 0; first < inClass; first += 500 {
		for i := range 500 {
			m := &nats.Msg{Subject: subjects.StudentPresent, Reply: replies.Subject}
			m.Data = fmt.Appendf(nil, `{"class":3030,"student":"%d"}`, first+i)
			if err := nc.PublishMsg(m); err != nil {
				t.Fatal(err)
			}
		}
		for range 500 {
			if m, err := replies.NextMsg(natstest.Patience); err != nil ||
				m.Header.Get(subjects.HeaderStatus) != "" {
				t.Fatal(m, err)
			}
		}
	}
}
