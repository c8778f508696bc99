package identity

import (
	"fmt"
	"slices"
	"testing"

	"github.com/nats-io/jwt/v2"
	"pgregory.net/rapid"
)

// naiveLane says the same as a lane, and looks at all that wait for each question.
type naiveLane struct {
	most    int
	waiting []ranked
}

type ranked struct {
	q    question
	rank int
}

func (n *naiveLane) enter(q question) bool {
	rank := 0
	for _, w := range n.waiting {
		if w.q.key() == q.key() {
			rank++
		}
	}
	if rank == maxOfOne {
		return false
	}
	if len(n.waiting) == n.most {
		last := 0
		for i, w := range n.waiting {
			if w.rank > n.waiting[last].rank {
				last = i
			}
		}
		if n.waiting[last].rank <= rank {
			return false
		}
		n.waiting = slices.Delete(n.waiting, last, last+1)
	}
	n.waiting = append(n.waiting, ranked{q, rank})
	return true
}

func (n *naiveLane) next() question {
	first := 0
	for i, w := range n.waiting {
		if w.rank < n.waiting[first].rank {
			first = i
		}
	}
	q := n.waiting[first].q
	n.waiting = slices.Delete(n.waiting, first, first+1)
	return q
}

func asksAs(login, host string) question {
	q := question{asks: new(jwt.AuthorizationRequestClaims)}
	q.asks.ConnectOptions.Username, q.asks.ClientInformation.Host = login, host
	return q
}

func TestPropertyLane(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 50).Draw(t, "most")
		l, n := newLane(most), naiveLane{most: most}
		logins := rapid.SampledFrom([]string{"1", "2", "clara", "CLARA", "davi"})
		hosts := rapid.SampledFrom([]string{"10.0.0.1", "10.0.0.2", "fd00::1", "fd00::2"})
		t.Repeat(map[string]func(*rapid.T){
			"enter": func(t *rapid.T) {
				q := asksAs(logins.Draw(t, "login"), hosts.Draw(t, "host"))
				if got, want := l.enter(q), n.enter(q); got != want {
					t.Fatalf("%v, not %v", got, want)
				}
			},
			"next": func(t *rapid.T) {
				if len(n.waiting) == 0 {
					t.Skip("nobody waits")
				}
				<-l.come
				if got, want := l.next(), n.next(); got.asks != want.asks {
					t.Fatalf("%s, not %s", got.key(), want.key())
				}
			},
			"": func(t *rapid.T) {
				if len(l.come) != len(n.waiting) {
					t.Fatalf("%d tokens for %d", len(l.come), len(n.waiting))
				}
			},
		})
	})
}

// TestLaneBesideGuesses has somebody guess at one login all the while, as fast as the lane
// takes it, and a school come in from the same address.
func TestLaneBesideGuesses(t *testing.T) {
	l := newLane(maxWaiting)
	guess := asksAs("davi", "10.0.0.1")
	for l.enter(guess) {
	}
	for i := range 1500 {
		if !l.enter(asksAs(fmt.Sprint(i), "10.0.0.1")) {
			t.Fatalf("there is no place for the student %d", i)
		}
		l.enter(guess)
	}
	for i := range 1500 + 1 {
		<-l.come
		if q := l.next(); i > 0 && q.key() == guess.key() {
			t.Fatalf("a guess goes before %d students", 1500-i)
		}
		l.enter(guess)
	}
}
