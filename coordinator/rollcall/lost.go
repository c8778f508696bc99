package rollcall

import (
	"cmp"
	"slices"
)

// Lose goes past records that are lost for good. Whatever was open before may lack
// students, or have ended; that is remembered for as long as the roll is.
func (s *State) Lose(first, last uint64) {
	for r := range s.kept.all() {
		r.lost = r.lost || r.ended == 0
	}
	s.Pass(last)
}

// LostRoll is a roll call that may lack students.
type LostRoll struct {
	Class   uint64
	Roll    string
	Started Time
	Owner   string // empty where there were no logins
	Count   int    // students that are on it
	Ended   bool
}

// Lost is the roll calls that were open when records were lost, by class and start.
func (s *State) Lost() (all []LostRoll) {
	for r := range s.kept.all() {
		if r.lost {
			all = append(all, LostRoll{
				r.class, r.id, r.started, r.owner.login, len(r.presences), r.ended != 0,
			})
		}
	}
	slices.SortFunc(all, func(a, b LostRoll) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Started, b.Started))
	})
	return all
}
