package rollcall

import "slices"

// tries remembers the requests that were tried more than once and had no
// effect, so that what is left of their earlier tries has none either: whoever
// asked has had the answer to a later one, and goes by that.
//
// A request that was tried once leaves nothing here. Of those that were not, the
// last [MaxSettled] are kept, in order of the journal. By the rules of the second
// version it is the last [MaxSettledOf] of each who asks, and so many that none
// of them alone makes those of another be forgotten.
type tries struct {
	byKey map[Key]*settled
	all   []*settled           // the oldest first; those that were settled again later as well
	of    map[asker][]*settled // by who asked, the oldest first; nil by the first rules
	count uint64               // settled ever
	drops int                  // of all, that are forgotten already
}

// asker has sent a request, as far as the state machine knows: a teacher, or else the student
// of the request.
type asker struct {
	teacher string
	student Student
}

// settled is a try that was answered without an effect.
type settled struct {
	key     Key
	try     uint32
	at      Time
	age     Age
	asker   asker
	record  uint64
	needed  uint64 // the last record with an earlier try that had no effect because of this
	number  uint64 // of those settled ever
	dropped bool   // forgotten, though it is among all
}

func newTries() tries { return tries{byKey: make(map[Key]*settled)} }

// forgotten tells whether a try no longer keeps earlier ones from having an effect at t.
func (s *State) forgotten(old *settled, t Time) bool {
	if s.counted {
		return s.age >= old.age+Age(SettledFor)
	}
	return t >= old.at+SettledFor
}

// blocks is the answer given already to a later try of the request, or to this
// one; nil when there is none.
func (s *State) blocks(c *Command) *settled {
	old := s.tries.byKey[c.Key]
	if old == nil || c.Try > old.try || s.forgotten(old, c.Time) {
		return nil
	}
	return old
}

// superseded tells whether a later try of the request has been answered.
func (s *State) superseded(pos Position, c *Command) bool {
	if c.Known == KnownLater {
		return true
	}
	old := s.blocks(c)
	if old != nil {
		old.needed = pos.Record
	}
	return old != nil
}

// settle notes that c was answered and had no effect of its own. A first try
// has none before it.
func (s *State) settle(pos Position, c *Command) (forgotten []barrier) {
	if c.Try < 2 || c.Key == 0 {
		return nil
	}
	if old := s.blocks(c); old != nil {
		old.needed = pos.Record // without it this one would be remembered
		return nil
	}
	return s.tries.add(&settled{
		key: c.Key, try: c.Try, at: c.Time, age: s.age, asker: asker{c.Teacher, c.Student},
		record: pos.Record,
	})
}

func (t *tries) add(s *settled) (forgotten []barrier) {
	t.count++
	s.number = t.count
	t.byKey[s.key] = s
	t.all = append(t.all, s)
	most := uint64(MaxSettled)
	if t.of != nil {
		most = MaxSettledOfAll
		forgotten = t.keep(s)
	}
	t.compact()
	return append(forgotten, t.forget(func(oldest *settled) bool {
		return t.count-oldest.number >= most
	})...)
}

// keep notes a try as one of who asked, and drops the oldest of theirs beyond the limit.
func (t *tries) keep(s *settled) (forgotten []barrier) {
	theirs := append(t.of[s.asker], s)
	if s.asker != (asker{}) && len(theirs) > MaxSettledOf {
		forgotten = t.drop(theirs[0])
		theirs = theirs[1:]
	}
	t.of[s.asker] = theirs
	return forgotten
}

// share begins to keep tries by who asks.
func (t *tries) share() (forgotten []barrier) {
	t.of = make(map[asker][]*settled)
	for _, s := range t.all {
		forgotten = append(forgotten, t.keep(s)...)
	}
	return forgotten
}

// sweepTries gives back the memory of what nothing can ask for when it is now.
func (s *State) sweepTries(now Time, age Age) (forgotten []barrier) {
	return s.tries.forget(func(oldest *settled) bool {
		if s.counted {
			return age >= oldest.age+Age(SettledFor)
		}
		return oldest.at+SettledFor+Slack <= now
	})
}

// forget drops the oldest, as long as they are to be dropped.
func (t *tries) forget(drop func(*settled) bool) (decided []barrier) {
	for len(t.all) > 0 && (t.all[0].dropped || drop(t.all[0])) {
		s := t.all[0]
		t.all[0] = nil
		t.all = t.all[1:]
		if s.dropped {
			t.drops--
			continue
		}
		if theirs := t.of[s.asker]; len(theirs) > 1 {
			t.of[s.asker] = theirs[1:]
		} else {
			delete(t.of, s.asker)
		}
		decided = append(decided, t.drop(s)...)
		t.drops--
	}
	return decided
}

// compact gives back the room of what was forgotten among all, when that is most of it.
func (t *tries) compact() {
	if t.drops > 1024 && t.drops > len(t.all)/2 {
		t.all = slices.DeleteFunc(t.all, func(s *settled) bool { return s.dropped })
		t.drops = 0
	}
}

// drop forgets a try. Where it has decided what came of another one, the journal keeps
// both or neither.
func (t *tries) drop(s *settled) (decided []barrier) {
	s.dropped = true
	t.drops++
	if t.byKey[s.key] == s {
		delete(t.byKey, s.key)
	}
	if s.needed != 0 {
		decided = []barrier{{s.record, s.needed}}
	}
	return decided
}

// lowWater is the first record that what is remembered comes from, or next.
func (t *tries) lowWater(next uint64) uint64 {
	for _, s := range t.all {
		if !s.dropped {
			return s.record
		}
	}
	return next
}
