package natstest

import (
	"fmt"
	"testing"
	"time"
)

// Patience is how long a test waits for what must happen.
const Patience = 20 * time.Second

// poll is how often a condition is looked at.
const poll = 5 * time.Millisecond

// Eventually waits until it is true, and fails the test when its patience is
// over.
func Eventually(t testing.TB, what string, isTrue func() bool) {
	t.Helper()
	Within(t, Patience, func() error {
		if !isTrue() {
			return fmt.Errorf("it never came about that %s", what)
		}
		return nil
	})
}

// Within tries until there is no error, and fails the test with the last when
// that takes longer.
func Within(t testing.TB, limit time.Duration, try func() error) {
	t.Helper()
	again := time.NewTicker(poll)
	defer again.Stop()
	late := time.After(limit)
	for err := try(); err != nil; err = try() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("not within %v: %v", limit, err)
		}
	}
}
