package measure

import "sync"

// attendant opens and ends roll calls, and checks those that have ended when
// nothing is measured.
type attendant interface {
	open(*roll) error
	end(*roll)
	check()
}

// lane is a class room: one roll call after another. The next is opened ahead,
// so that no client waits for it, and it is the clients that open and end them:
// teachers of their own would be a load beside theirs, the larger the smaller the
// roll calls are.
type lane struct {
	attendant attendant
	issue     func() *roll
	ahead     chan opening // has one, or some client is about to

	mu      sync.Mutex
	current *roll
}

type opening struct {
	roll *roll
	err  error
}

// newLane begins with a roll call that is open.
func newLane(a attendant, issue func() *roll, first *roll) *lane {
	l := &lane{attendant: a, issue: issue, ahead: make(chan opening, 1)}
	l.ahead <- opening{roll: first}
	return l
}

// next hands out a student. Whoever gets the first of a roll call opens the
// next one before. The error is that of opening the roll call, and then the
// lane is of no more use.
func (l *lane) next() (student, error) {
	s, err := l.nextStudent()
	if err == nil && s.index == 0 {
		r := l.issue()
		l.ahead <- opening{r, l.attendant.open(r)}
	}
	return s, err
}

func (l *lane) nextStudent() (student, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current == nil || l.current.exhausted() {
		o := <-l.ahead
		if o.err != nil {
			l.ahead <- o
			return student{}, o.err
		}
		l.current = o.roll
	}
	return l.current.next(), nil
}

// done notes a student's outcome. Whoever has the last ends the roll call.
func (l *lane) done(s student, confirmed bool) {
	if s.done(confirmed) {
		l.attendant.end(s.roll)
	}
}

// finish ends what is open. Every student must be settled.
func (l *lane) finish() {
	if l.current != nil && l.current.left.Load() > 0 {
		l.attendant.end(l.current)
	}
	if o := <-l.ahead; o.err == nil {
		l.attendant.end(o.roll)
	}
}
