package journal

import "testing"

// TestQueueTellsThatItHasGrown: at the entry that makes it so, not before, and at once
// when there are as many already.
func TestQueueTellsThatItHasGrown(t *testing.T) {
	t.Parallel()
	var q queue
	q.init(10)
	tells := func(what string, c <-chan struct{}, want bool) {
		t.Helper()
		select {
		case <-c:
			if !want {
				t.Error(what + ": told too early")
			}
		default:
			if want {
				t.Error(what + ": not told")
			}
		}
	}
	any := q.grown(0)
	tells("any, of none", any, false)
	q.add(entry{})
	tells("any, of one", any, true)
	two := q.grown(2)
	tells("two, of one", two, false)
	q.add(entry{})
	tells("two, of two", two, true)
	tells("one, of two", q.grown(1), true)
	q.pop(2)
	tells("one, of none", q.grown(1), false)
}
