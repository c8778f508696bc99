package check_test

import (
	"slices"
	"testing"
)

// flaw is what may be wrong with a service.
type flaw string

const (
	none         flaw = ""
	earlyAnswer  flaw = "a presence is confirmed and lost"
	staleRefusal flaw = "an open roll is taken for a closed one"
	missedLast   flaw = "a list misses the last arrival"
	lostReceipt  flaw = "a repeated request is judged anew"
	doubled      flaw = "a student is registered again"
	lateEffect   flaw = "a request takes effect after its reply"
	wrongFirst   flaw = "who was there already is told another position"
	wrongTime    flaw = "who was there already is told another time"
	swapped      flaw = "a list is out of order"
	reopened     flaw = "an open roll is opened again"
	otherRoll    flaw = "a reply speaks of another roll"
	stranger     flaw = "a list has somebody who never came"
	samePlace    flaw = "two requests take effect at one position"
	clockBack    flaw = "time goes back within a roll"
	lateTry      flaw = "a request that was refused takes effect later"
	wrongStart   flaw = "a roll is said to have started at another time"
)

var allFlaws = []flaw{
	earlyAnswer, staleRefusal, missedLast, lostReceipt, doubled, lateEffect, wrongFirst, wrongTime, swapped,
	reopened, otherRoll, stranger, samePlace, clockBack, lateTry, wrongStart,
}

// blind is what a checker need not see: the model knows no times, and
// positions only of first arrivals; and a student's view has no order.
var blind = map[flaw][]string{
	wrongTime:  {"search", "project"},
	clockBack:  {"search", "project"},
	wrongStart: {"search", "project"},
	samePlace:  {"search", "project"},
	swapped:    {"project"},
}

// strikes tells, once in a while, that the flaw shows now.
func (s *service) strikes(f flaw) bool { return s.flaw == f && s.rng.IntN(10) == 0 }

func TestEveryFlawIsFound(t *testing.T) {
	for _, f := range allFlaws {
		t.Run(string(f), func(t *testing.T) {
			for name, v := range judge(small(1, f), large(1, f)) {
				if found := len(v.Violations) > 0; found == slices.Contains(blind[f], name) {
					t.Errorf("%s: found %v: %v", name, found, v)
				}
			}
		})
	}
}
