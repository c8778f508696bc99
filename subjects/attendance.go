package subjects

// AtChecks is how many were there at each check, the first one first; nil where there was one
// check only, or detail was not asked for.
func (r Roll) AtChecks() []int {
	t := newTally(r.Checks)
	for i := range r.Presences {
		t.add(r.Presences[i].Checks)
	}
	return t
}

// AtChecks is how many were there at each check, the first one first, whether on the class list
// or not and whatever their marks are; nil where there was one check only.
func (r *Record) AtChecks() []int {
	t := newTally(r.Checks)
	for i := range r.Students {
		t.add(r.Students[i].Checks)
	}
	for i := range r.Unknown {
		t.add(r.Unknown[i].Checks)
	}
	return t
}

// tally counts who was there, by check.
type tally []int

func newTally(checks int) tally {
	if checks < 2 {
		return nil
	}
	return make(tally, checks)
}

// add counts one student, who was there at these.
func (t tally) add(at []int) {
	for _, check := range at {
		if check >= 1 && check <= len(t) {
			t[check-1]++
		}
	}
}
