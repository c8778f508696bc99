package rollcall

// Digest is a number for all that can still decide an outcome. Two states that have
// applied the same records have the same one, whatever they have swept and from wherever
// they began; two that differ in anything have another, but for one chance in 2^64. It is
// there once the state goes by age, and sweeps.
func (s *State) Digest() (sum uint64, counted bool) {
	if !s.counted {
		return 0, false
	}
	s.Sweep(0)
	for r := range s.kept.all() {
		sum += r.digest(s.off)
	}
	return sum + s.tries.digest(), true
}

// digest is of all that is known of the roll. That of its presences is kept as they come.
func (r *roll) digest(off Age) uint64 {
	h := mix(r.came, r.class, uint64(r.started), uint64(r.last), uint64(r.key))
	h = mix(h, r.opened.Record, uint64(r.opened.Index), uint64(r.birth), uint64(off-r.off),
		uint64(r.owner.born))
	for i := range len(r.owner.login) {
		h = mix(h, uint64(r.owner.login[i]))
	}
	if r.ended != 0 {
		h = mix(h, uint64(r.ended), uint64(r.over), r.closed.Record, uint64(r.closed.Index),
			uint64(r.endKey))
	}
	if r.detail {
		h = mix(h, 1)
	}
	if r.room != nil {
		h = mix(h, r.room.digest())
	}
	return r.terms.digest(h)
}

// digest depends on where in the order of arrival the presence is.
func (p *presence) digest(n uint32) uint64 {
	var student [2]uint64
	for i, b := range p.student {
		student[i/8] = student[i/8]<<8 | uint64(b)
	}
	return mix(uint64(n), student[0], student[1], p.record, uint64(p.index), uint64(p.key),
		uint64(p.after))
}

// digest is of the tries that are remembered, which are few.
func (t *tries) digest() (sum uint64) {
	for key, s := range t.byKey {
		sum += mix(uint64(key), uint64(s.try), uint64(s.age), s.record)
	}
	return sum
}

// mix makes one number of several, which hardly any others give.
func mix(h uint64, values ...uint64) uint64 {
	for _, v := range values {
		h = (h ^ v) + 0x9e3779b97f4a7c15
		h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
		h = (h ^ h>>27) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}
