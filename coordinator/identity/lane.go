package identity

import "sync"

const (
	// maxWaiting bounds the codes that wait to be checked: a second's.
	maxWaiting = 4096
	// maxOfOne bounds those for one login from one network.
	maxOfOne = 16
)

// lane is where a login waits whose code takes time to be checked, because it has never been
// right in this process. All others go past it. The first for each login from each network
// go before the second, and so on: a guesser holds up the owner of the same login in the same
// network, and everybody else no longer than one more login would. A network has no share of
// its own, because 1,500 people may be behind one address, and one person may have many
// networks; the number of logins, though, nobody can raise.
//
// What finds no place is left to the server, which refuses; a client comes again.
type lane struct {
	// come has a token for each question.
	come chan struct{}

	mu      sync.Mutex
	places  *places
	waiting [maxOfOne][]question // by how many of the same waited before
}

func newLane(most int) *lane {
	return &lane{come: make(chan struct{}, most), places: newPlaces(most, maxOfOne)}
}

// enter tells whether there was a place.
func (l *lane) enter(q question) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	before, ok := l.places.take(q.key())
	if ok {
		l.come <- struct{}{} // it has room for all places
	} else if before, ok = l.instead(q, before); !ok {
		return false
	}
	l.waiting[before] = append(l.waiting[before], q)
	return true
}

// instead gives a question the place, and the token, of another question that comes later in
// the order.
func (l *lane) instead(q question, before int) (int, bool) {
	for rank := maxOfOne - 1; rank > before; rank-- {
		if len(l.waiting[rank]) > 0 {
			l.places.give(l.first(rank).key())
			return l.places.take(q.key())
		}
	}
	return before, false
}

// next is who is to be checked now, once a token has been had.
func (l *lane) next() (q question) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for rank := range l.waiting {
		if len(l.waiting[rank]) > 0 {
			q = l.first(rank)
			l.places.give(q.key())
			break
		}
	}
	return q
}

// first takes the one out that has waited for the longest time of its rank.
func (l *lane) first(rank int) question {
	q := l.waiting[rank][0]
	l.waiting[rank][0] = question{} // it may be large
	l.waiting[rank] = l.waiting[rank][1:]
	return q
}
