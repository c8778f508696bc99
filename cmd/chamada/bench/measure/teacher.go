package measure

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// Verification says whether what was confirmed is in the lists.
type Verification struct {
	Rolls     int `json:"rolls"`     // ended, each with its list
	Confirmed int `json:"confirmed"` // presences, in these
	Missing   int `json:"missing"`   // confirmed and not in the list
	Strange   int `json:"strange"`   // in a list twice, or never sent
}

// maxUnread is how many bytes of lists a teacher keeps until nothing is measured. What
// comes beyond is read at once.
const maxUnread = 64 << 20

// teacher opens the roll calls, ends them, and checks their lists. That an
// operator stops the measurement does not stop the teacher: what was opened
// is ended. The client's own timeout bounds each operation.
type teacher struct {
	client    *clients.Client
	codeEvery int // seconds; zero: roll calls have no code

	mu       sync.Mutex
	ended    []ended // not checked yet
	unread   int     // bytes of their lists
	verified Verification
	err      error // of the first roll call that could not be ended, or whose list cannot be read
}

// ended is a roll call that is over and the reply that has its list.
type ended struct {
	roll *roll
	list []byte
}

// open leaves the reply unread, as end does.
func (t *teacher) open(r *roll) error {
	_, err := t.ask(subjects.TeacherStart, subjects.StartRequest{
		Class: r.class, CodeEvery: &t.codeEvery, // zero: none, whatever the class has
	})
	return err
}

// end leaves the list for check, as what a list costs its reader is not what is
// measured.
func (t *teacher) end(r *roll) {
	list, err := t.ask(subjects.TeacherEnd, subjects.EndRequest{Class: r.class})
	t.mu.Lock()
	defer t.mu.Unlock()
	if err != nil {
		t.fail(err)
		return
	}
	t.keep(r, list)
}

// keep has a list checked later, or, when too much is kept, with all others now;
// t.mu is held.
func (t *teacher) keep(r *roll, list []byte) {
	t.ended = append(t.ended, ended{r, list})
	if t.unread += len(list); t.unread > maxUnread {
		t.checkAll()
	}
}

func (t *teacher) ask(subject string, request any) (reply []byte, err error) {
	body, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	m, err := t.client.Do(context.Background(), subject, body)
	return m.Data, err
}

// check looks at the lists that have come. It is for when nothing is measured.
func (t *teacher) check() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.checkAll()
}

// checkAll is check; t.mu is held.
func (t *teacher) checkAll() {
	for _, e := range t.ended {
		var list subjects.Roll
		if err := json.Unmarshal(e.list, &list); err != nil {
			t.fail(fmt.Errorf("the list of class %d: %w", e.roll.class, err))
			continue
		}
		confirmed, missing, strange := e.roll.check(list.Students)
		t.verified.Rolls++
		t.verified.Confirmed += confirmed
		t.verified.Missing += missing
		t.verified.Strange += strange
	}
	t.ended, t.unread = nil, 0
}

// fail keeps the first error; t.mu is held.
func (t *teacher) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}
