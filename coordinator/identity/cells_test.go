package identity_test

import (
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
)

// TestCells has a student ask for replies to subjects with wildcards on a server with the
// configuration that is printed. Who is in another account, here the other student,
// misses no answer.
func TestCells(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	bad := s.raw(t, "205182055")
	over := make(chan struct{})
	var attack sync.WaitGroup
	attack.Go(func() {
		every := time.NewTicker(2 * time.Millisecond)
		defer every.Stop()
		for {
			select {
			case <-every.C: // the rate of the attack
				bad.send("PUB %s %s 1\r\nx\r\n", subjects.StudentPresent, "_INBOX.>")
			case <-over:
				return
			}
		}
	})
	ana := s.login(t, "042191010")
	for range 500 {
		if r, err := ana.Request(subjects.StudentPresent, nil, 2*time.Second); err != nil {
			t.Error(err)
			break
		} else if string(r.Data) != "student 042191010" {
			t.Errorf("asked as %s", r.Data)
		}
	}
	close(over)
	attack.Wait()
}
