package measure

import (
	"strconv"
	"sync/atomic"

	"github.com/chamada/chamada/subjects"
)

// roll is a roll call and the students that are to be registered in it, whose
// matrículas are consecutive numbers.
type roll struct {
	class subjects.Class
	first uint64 // the first student

	given     int          // students handed out; guarded by the lane
	confirmed []bool       // by student; each is written by who has the student
	left      atomic.Int64 // students who have no outcome yet
}

func newRoll(class subjects.Class, first uint64, students int) *roll {
	r := &roll{class: class, first: first, confirmed: make([]bool, students)}
	r.left.Store(int64(students))
	return r
}

// exhausted tells whether all students have been handed out.
func (r *roll) exhausted() bool { return r.given == len(r.confirmed) }

// student is one to be registered, in r.
type student struct {
	roll  *roll
	index int
}

func (r *roll) next() student {
	r.given++
	return student{r, r.given - 1}
}

func (s student) number() uint64 { return s.roll.first + uint64(s.index) }

// done takes the outcome down and tells whether it was the last of the roll.
func (s student) done(confirmed bool) (last bool) {
	s.roll.confirmed[s.index] = confirmed
	return s.roll.left.Add(-1) == 0
}

// check compares the list with what was confirmed. Missing are students who
// were confirmed and are not in the list, strange those who are in it twice,
// or never were in this roll. One without a confirmation may be in it or not.
func (r *roll) check(list []subjects.Student) (confirmed, missing, strange int) {
	listed := make([]bool, len(r.confirmed))
	for _, s := range list {
		i, ok := r.indexOf(s)
		if !ok || listed[i] {
			strange++
			continue
		}
		listed[i] = true
	}
	for i, c := range r.confirmed {
		if c {
			confirmed++
		}
		if c && !listed[i] {
			missing++
		}
	}
	return confirmed, missing, strange
}

func (r *roll) indexOf(s subjects.Student) (int, bool) {
	n, err := strconv.ParseUint(string(s), 10, 64)
	if err != nil || n < r.first || n >= r.first+uint64(r.given) {
		return 0, false
	}
	return int(n - r.first), true
}
