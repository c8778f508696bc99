package rollcall

import "iter"

// Record is all that is known of a roll call, for who keeps it. It is a view that later commands
// do not change, safe to read on any goroutine.
type Record struct {
	Class   uint64
	Roll    string
	Owner   string // the login that started it; empty where there were no logins
	Started Time
	Ended   Time     // zero: it is open
	Closed  Position // of its end
	Terms   *Terms   // nil: it has taken nothing from its class
	Lost    bool     // students may be missing
	Belongs bool     // who asks may list it
	Checks  int      // how many there were, from 1
	Came    []Came   // in order of arrival
	Struck  []Strike
}

// Came is a presence of a [Record].
type Came struct {
	Student Student
	Time    Time
	Receipt Position
	Each
}

// Record is that of a roll call that can be asked for at t. Without an id it is the one that is
// open, or else the one that has ended last.
func (s *State) Record(class uint64, id string, t Time, asker *Command) (Record, bool) {
	in := s.classes[class]
	if in == nil {
		return Record{}, false
	}
	for _, r := range in.rollsOf(s, id) {
		if r != nil && s.alive(r, t) {
			all := r.record()
			all.Belongs = r.belongs(asker, s.rules)
			return all, true
		}
	}
	return Record{}, false
}

// Ended is the record of a roll call that [State.EndedRolls] has given, also of one that stays
// for HoldBy only.
func (s *State) Ended(which EndedRoll) (Record, bool) {
	for r := range s.kept.all() {
		if r.ruled() && r.class == which.Class && r.id == which.Roll {
			return r.record(), true
		}
	}
	return Record{}, false
}

// rollsOf are those that may be meant by an id, an empty one means the open or the last.
func (in *class) rollsOf(s *State, id string) []*roll {
	if id == "" {
		return []*roll{in.open, in.last}
	}
	for r := range s.kept.all() {
		if s.classes[r.class] == in && r.id == id {
			return []*roll{r}
		}
	}
	return nil
}

func (r *roll) record() Record {
	all := Record{
		Class: r.class, Roll: r.id, Owner: r.owner.login, Started: r.started, Ended: r.ended,
		Closed: r.closed, Terms: r.terms, Lost: r.lost, Checks: int(r.room.open()),
		Came: make([]Came, 0, len(r.presences)),
	}
	if r.room == nil {
		for n := range r.presences {
			all.Came = append(all.Came, r.arrived(uint32(n), Each{Checks: 1}))
		}
		return all
	}
	for n := range r.places() {
		all.Came = append(all.Came, r.arrived(n, r.each(n)))
	}
	for i := range r.room.strikes {
		if s := &r.room.strikes[i]; !s.lifted {
			all.Struck = append(all.Struck, s.Strike)
		}
	}
	return all
}

func (r *roll) arrived(n uint32, each Each) Came {
	p := &r.presences[n]
	return Came{p.student, p.time(r.started), Position{p.record, p.index}, each}
}

// EndedRoll is a roll call that has ended and has taken a rule from its class.
type EndedRoll struct {
	Class uint64
	Roll  string
}

// EndedRolls yields those in memory, in no order.
func (s *State) EndedRolls() iter.Seq[EndedRoll] {
	return func(yield func(EndedRoll) bool) {
		for r := range s.kept.all() {
			if r.ruled() && !yield(EndedRoll{r.class, r.id}) {
				return
			}
		}
	}
}

func (r *roll) ruled() bool { return r.ended != 0 && r.terms != nil && r.terms.Rule != "" }

// HoldBy has the roll calls stay for which holds is true, of those that [State.EndedRolls] yields,
// although nothing can ask for them any more: their records are not kept yet. It changes no
// outcome, so replicas need not hold alike.
func (s *State) HoldBy(holds func(EndedRoll) bool) { s.holds = holds }

func (s *State) held(r *roll) bool {
	return s.holds != nil && r.ruled() && s.holds(EndedRoll{r.class, r.id})
}
