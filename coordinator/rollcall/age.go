package rollcall

import "slices"

// Age is time that replicas have lived through, in milliseconds since it began to be
// counted. It is no wall clock's: time in which none of them ran does not count.
type Age int64

// Rules is the version of the journal's format whose rules hold for a record.
type Rules uint8

const (
	// ByStamps are the rules of the first version: lifetimes go by commands' times.
	ByStamps Rules = 1
	// ByAge are those of the second. Lifetimes go by age; tries without an effect are
	// remembered per login; a login that is removed and made again is another; a login
	// has [MaxOpen] roll calls open at most.
	ByAge Rules = 2
	// ByCode are those of the third, which has room codes, checks and marks by hand. What
	// the second has is judged as before.
	ByCode Rules = 3
	// ByKnown are those of the fourth. A roll call takes [Terms] from its class, and commands
	// say what their writer knew of them ([Known]), which bounds how long the journal is held.
	ByKnown Rules = 4
)

// ages is how old the state is, and from where on in the journal that follows.
type ages struct {
	counted bool   // a record had an age
	since   uint64 // the first record that had
	age     Age    // the greatest that a record had
	off     Age    // how long nobody ran, in all

	// told are records that had the greatest age until then, in their order, the last
	// among them: whoever begins with one of these comes to the same ages. There are
	// at most maxTold.
	told []uint64
}

const maxTold = 1 << 10

// tell notes that a record had the greatest age. Of many every other one is forgotten.
func (a *ages) tell(record uint64) {
	if n := len(a.told); n > 1 && n == maxTold {
		kept := a.told[:1]
		for i := 2; i < n; i += 2 {
			kept = append(kept, a.told[i])
		}
		a.told = kept
	}
	a.told = append(a.told, record)
}

// mark is the last record up to low from which on the ages are the same. Before the first
// record with an age that is any.
func (a *ages) mark(low uint64) uint64 {
	if !a.counted || low < a.since {
		return low
	}
	if low < a.told[0] {
		return a.since
	}
	n, found := slices.BinarySearch(a.told, low)
	if found {
		return low
	}
	return a.told[n-1]
}

// Head is what a record says of itself.
type Head struct {
	Record  uint64 // its number
	Rules   Rules
	Written Time
	Age     Age // from the second version on
	Off     Age // how long nobody ran just before the record

	// From the fourth version on.
	After uint64 // the last record that its writer had applied
	Fence bool   // later records whose writers had not applied this one have no effect
}

// Enter begins a record. Its age counts from the second version on. The age of the state is
// the greatest that it was told.
//
// The first record that has an age sets that of all there is: what was done at a time
// is as much younger as written, the time of the record, is later.
func (s *State) Enter(h Head) {
	s.rules = h.Rules
	s.enterFence(h)
	if h.Rules < ByAge {
		return
	}
	if !s.counted {
		s.counted, s.since, s.age = true, h.Record, h.Age
		s.convert(h.Written)
	}
	s.off += h.Off
	if h.Age >= s.age {
		s.age = h.Age
		s.tell(h.Record)
	}
}

// enterFence begins a fence, in front of which the journal can be cut whatever was decided
// before: no command reaches across that its writer did not know.
func (s *State) enterFence(h Head) {
	s.after, s.stray = h.After, h.Rules >= ByKnown && h.After < s.fence
	if h.Rules >= ByKnown && h.Fence {
		s.fence = h.Record
	}
	if s.stray { // which only who has the fence can see
		s.barriers = append(s.barriers, barrier{s.fence, h.Record})
	}
}

// convert gives what was kept by times its age, at the record that was written then.
func (s *State) convert(written Time) {
	at := func(t Time) Age { return s.age - Age(written-t) }
	for r := range s.kept.all() {
		r.birth = at(r.started)
		if r.ended != 0 {
			r.over = at(r.ended)
		}
	}
	for _, t := range s.tries.all {
		t.age = at(t.at)
	}
	s.barriers = append(s.barriers, s.tries.share()...)
}

// forgetTold forgets what was told before low, but for the last up to it.
func (a *ages) forgetTold(low uint64) {
	if !a.counted {
		return
	}
	n, found := slices.BinarySearch(a.told, low)
	if !found {
		n--
	}
	if n > 0 {
		a.told = slices.Clone(a.told[n:])
	}
}

// Counted tells whether the state goes by age, and is its age.
func (s *State) Counted() (age Age, counted bool) { return s.age, s.counted }

// alive tells whether the roll can be asked for anything at t: for its list or
// its end while it is open, for receipts after.
func (s *State) alive(r *roll, t Time) bool {
	if s.counted {
		return s.age < r.expiresAt()
	}
	return r.alive(t)
}

// accepts tells whether the roll accepts presences at t.
func (s *State) accepts(r *roll, t Time) bool { return r.ended == 0 && s.young(r, r.at(t), s.age) }

// young tells whether the roll took presences at t, had nobody ended it.
func (s *State) young(r *roll, t Time, age Age) bool {
	if s.counted {
		return age-r.birth+s.off-r.off < Age(AcceptsFor)
	}
	return t < r.started+AcceptsFor
}

// expiresAt is the age at which nothing can be asked of the roll any more.
func (r *roll) expiresAt() Age {
	if r.ended != 0 {
		return r.over + Age(AnswersFor)
	}
	return r.birth + Age(ListedFor)
}

// gone tells whether the roll can be given back when it is now, see [State.Sweep].
func (s *State) gone(r *roll, now Time, age Age) bool {
	if s.counted {
		return r.expiresAt() <= age
	}
	return r.expires()+Slack <= now
}
