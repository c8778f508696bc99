package rollcall

import "sort"

// OpenRoll is a roll call that takes presences, as it was at some position.
type OpenRoll struct {
	Class   uint64
	Roll    string
	Started Time
	Owner   string // empty where there were no logins
	Count   int    // students present
}

// Latest is the position up to which everything is applied: that of the last
// command, or of a record after it.
func (s *State) Latest() Position {
	if s.latest.Record+1 == s.next {
		return s.latest
	}
	return Position{Record: s.next - 1}
}

// Open is the roll calls that took presences at t, or at age where records have one, when the
// command at pos was the last one applied, in no order, of those that asker may list. As long as
// receipts are kept, every replica that has applied so much says the same of one pos and t, later
// as well: that is what has the parts of a long reply agree.
func (s *State) Open(pos Position, t Time, age Age, asker *Command) []OpenRoll {
	var open []OpenRoll
	for r := range s.kept.all() {
		if s.openAt(r, pos, t, max(age, s.age)) && r.belongs(asker, s.rules) {
			open = append(open, OpenRoll{
				Class: r.class, Roll: r.id, Started: r.started, Owner: r.owner.login,
				Count: r.countAt(pos),
			})
		}
	}
	return open
}

func (s *State) openAt(r *roll, pos Position, t Time, age Age) bool {
	ended := r.ended != 0 && !pos.before(r.closed)
	return !pos.before(r.opened) && !ended && s.young(r, t, age)
}

// countAt is how many were present up to pos, without those struck out until then.
func (r *roll) countAt(pos Position) int {
	came := sort.Search(len(r.presences), func(n int) bool {
		p := &r.presences[n]
		return pos.before(Position{p.record, p.index})
	})
	return came - r.room.struckAt(came, pos)
}

func (p Position) before(q Position) bool {
	return p.Record < q.Record || p.Record == q.Record && p.Index < q.Index
}
