package rollcall

import "slices"

// MaxOpen is how many roll calls a teacher's login has open at most, by the rules of the
// second version. An admin's has as many as it likes.
const MaxOpen = 100

// owner is a teacher's login. One that was removed and made again was born later: it is
// another. Where that is not known the name decides.
type owner struct {
	login string // empty: without logins
	born  Time
}

func ownerOf(c *Command) owner { return owner{c.Teacher, c.Born} }

// is tells whether o and p are the same login, as far as the rules look.
func (o owner) is(p owner, rules Rules) bool {
	return o.login == p.login && (rules < ByAge || o.born == p.born || o.born == 0 || p.born == 0)
}

// belongs tells whether c may list or end the roll: it is its owner's, its class's
// teachers', and an admin's. One that has no owner is everybody's, and who asks without a
// login is where there are no logins: there all rolls are.
func (r *roll) belongs(c *Command, rules Rules) bool {
	return c.Admin || c.Teacher == "" || r.owner.login == "" ||
		r.owner.is(ownerOf(c), rules) || r.terms.teaches(c.Teacher)
}

// openRolls is the rolls without an end by the login that started them, in order of
// their starts, some of which may have expired.
type openRolls map[string][]*roll

func (o openRolls) add(r *roll) {
	if r.owner.login != "" {
		o[r.owner.login] = append(o[r.owner.login], r)
	}
}

func (o openRolls) remove(r *roll) {
	all := o[r.owner.login]
	if i := slices.Index(all, r); i >= 0 {
		o[r.owner.login] = slices.Delete(all, i, i+1)
	}
	if len(o[r.owner.login]) == 0 {
		delete(o, r.owner.login)
	}
}

// tooMany tells whether c may not start another roll call, and why. Without the rolls that
// it is because of it might: they stay as long as c, as far as its writer did not know them.
func (s *State) tooMany(pos Position, c *Command) (no Verdict, refuse bool) {
	if s.rules < ByAge || c.Teacher == "" || c.Admin {
		return 0, false
	}
	open := s.openOf(c)
	because, known := open, 0
	if s.rules >= ByKnown {
		because = slices.DeleteFunc(slices.Clone(open), func(r *roll) bool {
			return r.opened.Record <= s.after
		})
		known = max(c.Open, blind-1)
	}
	if known+len(because) < MaxOpen {
		return 0, false
	}
	for _, r := range because {
		r.needed = pos.Record
	}
	if len(open) < MaxOpen {
		return Overtaken, true // some have ended meanwhile, or there never were as many
	}
	return TooManyOpen, true
}

// openOf is the roll calls that the login of c has open.
func (s *State) openOf(c *Command) (open []*roll) {
	for _, r := range s.byOwner[c.Teacher] {
		if s.alive(r, c.Time) && r.owner.is(ownerOf(c), s.rules) {
			open = append(open, r)
		}
	}
	return open
}
