package embedded

import (
	"errors"
	"testing"
	"time"
)

// A server that stood still does not know yet what it has missed.
func TestCurrentAfterAPause(t *testing.T) {
	now := time.Now()
	c := copies{looked: now.Add(-2 * stoodStill), behind: now.Add(-time.Hour), once: true}
	c.update(nil)
	if e := c.state(); e == nil || !errors.Is(e, errStoodStill) {
		t.Errorf("it is thought current: %v", e)
	}
	c.behind = now.Add(-2 * settled)
	c.update(nil)
	if e := c.state(); e != nil {
		t.Errorf("later: %v", e)
	}
}
