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

// belongs tells whether c may list or end the roll: it is its owner's, and an
// admin's. One that has no owner is everybody's, and who asks without a login is
// where there are no logins: there all rolls are.
func (r *roll) belongs(c *Command, rules Rules) bool {
	return c.Admin || c.Teacher == "" || r.owner.login == "" || r.owner.is(ownerOf(c), rules)
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

// tooMany gives the rolls that keep c from starting another one: nil when it may.
func (s *State) tooMany(c *Command) (open []*roll) {
	if s.rules < ByAge || c.Teacher == "" || c.Admin {
		return nil
	}
	for _, r := range s.byOwner[c.Teacher] {
		if s.alive(r, c.Time) && r.owner.is(ownerOf(c), s.rules) {
			open = append(open, r)
		}
	}
	if len(open) < MaxOpen {
		return nil
	}
	return open
}
