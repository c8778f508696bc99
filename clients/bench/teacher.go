package bench

import (
	"context"
	"sync"

	"github.com/chamada/chamada/clients"
)

// Verification says whether what was confirmed is in the lists.
type Verification struct {
	Rolls     int `json:"rolls"`     // ended, each with its list
	Confirmed int `json:"confirmed"` // presences, in these
	Missing   int `json:"missing"`   // confirmed and not in the list
	Strange   int `json:"strange"`   // in a list twice, or never sent
}

// teacher opens the roll calls, ends them, and checks their lists. That an
// operator stops the measurement does not stop the teacher: what was opened
// is ended. The client's own timeout bounds each operation.
type teacher struct {
	client *clients.Client

	mu       sync.Mutex
	verified Verification
	err      error // of the first roll call that could not be ended
}

func (t *teacher) open(r *roll) error {
	_, err := t.client.Start(context.Background(), r.class)
	return err
}

func (t *teacher) end(r *roll) {
	list, err := t.client.End(context.Background(), r.class, false)
	confirmed, missing, strange := r.check(list.Students)
	t.mu.Lock()
	defer t.mu.Unlock()
	if err != nil {
		if t.err == nil {
			t.err = err
		}
		return
	}
	t.verified.Rolls++
	t.verified.Confirmed += confirmed
	t.verified.Missing += missing
	t.verified.Strange += strange
}
