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

	anyCode      flaw = "a code is not looked at"
	rightRefused flaw = "a right code is refused"
	oldCode      flaw = "the code of the check before is taken"
	oldCheck     flaw = "a code counts for the check before"
	anyDevice    flaw = "the ticket of another device is taken"
	openCheck    flaw = "a ticket counts for the check that is open"
	foreign      flaw = "a code or ticket of another roll is taken"
	otherCheck   flaw = "who was there in another check is told to be there already"
	sameCheck    flaw = "the next check has the number of this one"
	uncoded      flaw = "a roll that is to have a code opens without one"
	struckIn     flaw = "who is struck out is registered"
	struckListed flaw = "who is struck out stays on the list"
	struckNobody flaw = "a student is said to be struck out whom nobody has"
)

var allFlaws = []flaw{
	earlyAnswer, staleRefusal, missedLast, lostReceipt, doubled, lateEffect, wrongFirst, wrongTime,
	swapped,
	reopened, otherRoll, stranger, samePlace, clockBack, lateTry, wrongStart,
	anyCode, rightRefused, oldCode, oldCheck, anyDevice, openCheck, foreign, otherCheck, sameCheck,
	uncoded, struckIn, struckListed, struckNobody,
}

// blindTo is what a checker need not see: the model knows no times, and
// positions only of first arrivals; and a student's view has no order.
var blindTo = map[flaw][]string{
	wrongTime:  {"search", "project"},
	clockBack:  {"search", "project"},
	wrongStart: {"search", "project"},
	samePlace:  {"search", "project"},
	swapped:    {"project"},
}

// strikes tells, once in a while, that the flaw shows now.
func (s *service) strikes(f flaw) bool { return s.flaw == f && s.rng.IntN(10) == 0 }

// teethHistories are how many each checker has to find a flaw in: some take what seldom
// comes together.
const teethHistories = 30

func TestEveryFlawIsFound(t *testing.T) {
	for _, f := range allFlaws {
		t.Run(string(f), func(t *testing.T) {
			blind := make(map[string]bool)
			for seed := uint64(1); seed <= teethHistories; seed++ {
				if blind = look(f, seed, blind); sees(f, blind) {
					return
				}
			}
			t.Errorf("who is blind: %v", blind)
		})
	}
}

// look has the checkers look at histories with a flaw; blind are those that found it in
// none so far.
func look(f flaw, seed uint64, before map[string]bool) map[string]bool {
	blind := make(map[string]bool)
	for name, v := range judge(small(seed, f), large(seed, f)) {
		was, looked := before[name]
		blind[name] = len(v.Violations) == 0 && (was || !looked)
	}
	return blind
}

// sees tells whether every checker that must see the flaw does, and no other.
func sees(f flaw, blind map[string]bool) bool {
	for name, is := range blind {
		if is != slices.Contains(blindTo[f], name) {
			return false
		}
	}
	return true
}
