package rollcall_test

import "github.com/chamada/chamada/coordinator/rollcall"

// naiveWriter is what a record says of what its writer had applied.
type naiveWriter struct {
	after uint64
	fence uint64 // the last record that is one
	stray bool   // the writer had not applied that
}

func (n *naiveWriter) enterWriter(e entering) {
	fourth := e.rules >= rollcall.ByKnown
	n.after, n.stray = e.after, fourth && e.after < n.fence
	if fourth && e.fence {
		n.fence = e.record
	}
}

// overtaken tells whether a request is not judged, because it is not as its writer knew.
func (n *naive) overtaken(q request) bool {
	open := n.open(q)
	switch {
	case n.rules < rollcall.ByKnown:
		return false
	case q.known == "done":
		return true // and it was not found to be
	case q.verb == "start":
		return q.known == "open" && open == nil
	case open == nil || q.id == "" || q.known == "shut":
		return false
	default:
		return open.opened.Record > n.after
	}
}

// tooMany is why the login of q may not start another roll call, empty when it may.
func (n *naive) tooMany(q request) string {
	if n.rules < rollcall.ByAge || q.by == "" || q.any {
		return ""
	}
	open, since := n.openOf(q)
	switch {
	case n.rules < rollcall.ByKnown && open < 100, n.rules >= rollcall.ByKnown &&
		max(q.open, 49)+since < 100:
		return ""
	case open < 100:
		return "overtaken"
	default:
		return "too_many_open"
	}
}

// openOf is how many roll calls the login of q has open, and how many of them the writer of
// q did not know.
func (n *naive) openOf(q request) (open, since int) {
	newest := make(map[uint64]*naiveRoll) // by class
	for _, r := range n.rolls {
		newest[r.class] = r
	}
	for _, r := range newest {
		if r.over || !n.exists(r, q.time) || !n.same(r, q) {
			continue
		}
		open++
		if r.opened.Record > n.after {
			since++
		}
	}
	return open, since
}
