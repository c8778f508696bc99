//go:build faults && linux

package power_test

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/chamada/chamada/subjects"
)

// roll is a roll call that was opened, and who was confirmed in it.
type roll struct {
	class subjects.Class

	mu       sync.Mutex
	arrivals []confirmation
}

// come lets so many students come at once. It is false when one of them was
// not confirmed.
func (r *roll) come(l *load, students int) bool {
	var all sync.WaitGroup
	for i := range students {
		student := subjects.Student(fmt.Sprintf("%03d%03d", r.class, i))
		all.Go(func() {
			if c, ok := l.confirm(operation{subjects.StudentPresent, r.class, student}); ok {
				r.mu.Lock()
				defer r.mu.Unlock()
				r.arrivals = append(r.arrivals, c)
			}
		})
	}
	all.Wait()
	slices.SortFunc(r.arrivals, func(a, b confirmation) int {
		return a.position.Compare(b.position)
	})
	return len(r.arrivals) == students
}

// end closes the roll call. It is false when the list is not as it should be.
func (r *roll) end(l *load) bool {
	c, ok := l.confirm(operation{subject: subjects.TeacherEnd, class: r.class})
	return ok && l.expect(r.compare(c.students))
}

// list asks for the list and leaves the roll call open.
func (r *roll) list(l *load) bool {
	list, err := l.client().List(context.Background(), r.class, false)
	return l.expect(err) && l.expect(r.compare(list.Students))
}

// compare tells how a list differs from who was confirmed, in their order.
func (r *roll) compare(list []subjects.Student) error {
	want := make([]subjects.Student, len(r.arrivals))
	for i, a := range r.arrivals {
		want[i] = a.student
	}
	if slices.Equal(list, want) {
		return nil
	}
	return fmt.Errorf("the list of class %d is\n%q, confirmed were\n%q", r.class, list, want)
}
