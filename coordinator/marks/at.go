package marks

import "github.com/chamada/chamada/subjects"

// At is the roll call as it was known at an instant, to compute what a person saw then: those
// who had arrived, and the corrections that had been made. The class list and the rule are
// those of r; a list that was another then is for the caller to put in.
func (r Roll) At(instant subjects.Time) Roll {
	r.Arrivals = until(r.Arrivals, func(a Arrival) bool { return a.At <= instant })
	r.Changes = until(r.Changes, func(c Change) bool { return c.Time <= instant })
	return r
}

// until keeps what had happened, in its order.
func until[T any](all []T, happened func(T) bool) (kept []T) {
	for _, one := range all {
		if happened(one) {
			kept = append(kept, one)
		}
	}
	return kept
}
