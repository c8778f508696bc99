package rollcall

// tries remembers the requests that were tried more than once and had no
// effect, so that what is left of their earlier tries has none either: whoever
// asked has had the answer to a later one, and goes by that.
//
// A request that was tried once leaves nothing here. Of those that were not, the
// last [MaxSettled] are kept, in order of the journal.
type tries struct {
	byKey map[Key]*settled
	all   []*settled // the oldest first; those that were settled again later as well
	count uint64     // settled ever
}

// settled is a try that was answered without an effect.
type settled struct {
	key    Key
	try    uint32
	at     Time
	record uint64
	needed uint64 // the last record with an earlier try that had no effect because of this
	number uint64 // of those settled ever
}

func newTries() tries { return tries{byKey: make(map[Key]*settled)} }

// blocks is the answer given already to a later try of the request, or to this
// one; nil when there is none.
func (t *tries) blocks(c *Command) *settled {
	s := t.byKey[c.Key]
	if s == nil || c.Try > s.try || c.Time >= s.at+SettledFor {
		return nil
	}
	return s
}

// superseded tells whether a later try of the request has been answered.
func (t *tries) superseded(pos Position, c *Command) bool {
	s := t.blocks(c)
	if s != nil {
		s.needed = pos.Record
	}
	return s != nil
}

// settle notes that c was answered and had no effect of its own. A first try
// has none before it.
func (t *tries) settle(pos Position, c *Command) (forgotten []barrier) {
	if c.Try < 2 || c.Key == 0 || t.blocks(c) != nil {
		return nil
	}
	t.count++
	s := &settled{key: c.Key, try: c.Try, at: c.Time, record: pos.Record, number: t.count}
	t.byKey[c.Key] = s
	t.all = append(t.all, s)
	return t.forget(func(oldest *settled) bool { return t.count-oldest.number >= MaxSettled })
}

// sweep gives back the memory of what nothing can ask for when it is now.
func (t *tries) sweep(now Time) (forgotten []barrier) {
	return t.forget(func(oldest *settled) bool { return oldest.at+SettledFor+Slack <= now })
}

// forget drops the oldest, as long as they are to be dropped. Where one has
// decided what came of another try, the journal keeps both or neither.
func (t *tries) forget(drop func(*settled) bool) (decided []barrier) {
	for len(t.all) > 0 && drop(t.all[0]) {
		s := t.all[0]
		t.all[0] = nil
		t.all = t.all[1:]
		if t.byKey[s.key] == s {
			delete(t.byKey, s.key)
		}
		if s.needed != 0 {
			decided = append(decided, barrier{s.record, s.needed})
		}
	}
	return decided
}

// lowWater is the first record that what is remembered comes from, or next.
func (t *tries) lowWater(next uint64) uint64 {
	if len(t.all) == 0 {
		return next
	}
	return t.all[0].record
}
