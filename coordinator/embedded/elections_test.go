package embedded_test

import (
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/natstest"
)

// TestElectionsHoldNoLogUp closes a log as the server does, which locks it and then takes it
// off the list of all. Who looks at the logs meanwhile must not hold that list: both would
// wait for ever, and with them the server's stop.
func TestElectionsHoldNoLogUp(t *testing.T) {
	t.Parallel()
	e, err := newGroup(t, 3).nodes[0].Elections()
	if err != nil {
		t.Fatal(err)
	}
	var list, log *sync.RWMutex
	natstest.Eventually(t, "there is a log", func() bool {
		list, log = e.Locks()
		return log != nil
	})
	log.Lock()
	looked, taken := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		e.Logs()
	}()
	go func() {
		defer close(taken)
		for began := time.Now(); time.Since(began) < 200*time.Millisecond; {
			func() {
				list.Lock()
				defer list.Unlock() // that it can be had is all
			}()
		}
	}()
	select {
	case <-taken:
	case <-time.After(10 * time.Second):
		t.Error("the list of logs cannot be had while a log is closed")
	}
	log.Unlock()
	<-looked
}
