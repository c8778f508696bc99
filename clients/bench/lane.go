package bench

import "sync"

// attendant opens and ends roll calls, and checks those that have ended when
// nothing is measured.
type attendant interface {
	open(*roll) error
	end(*roll)
	check()
}

// lane is a class room: one roll call after another. The next is opened ahead
// and the one before ended behind, so that the load waits for neither.
type lane struct {
	attendant attendant
	issue     func() *roll
	ahead     chan opening // has one, or there is one on its way
	behind    sync.WaitGroup

	mu      sync.Mutex
	current *roll
}

type opening struct {
	roll *roll
	err  error
}

func newLane(a attendant, issue func() *roll) *lane {
	l := &lane{attendant: a, issue: issue, ahead: make(chan opening, 1)}
	l.openAhead()
	return l
}

func (l *lane) openAhead() {
	go func() {
		r := l.issue()
		l.ahead <- opening{r, l.attendant.open(r)}
	}()
}

// next hands out a student. The error is that of opening the roll call, and
// then the lane is of no more use.
func (l *lane) next() (student, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current == nil || l.current.exhausted() {
		o := <-l.ahead
		if o.err != nil {
			l.ahead <- o
			return student{}, o.err
		}
		l.current = o.roll
		l.openAhead()
	}
	return l.current.next(), nil
}

// settle takes a student's outcome. After the last the roll call is ended.
func (l *lane) settle(s student, confirmed bool) {
	if s.settle(confirmed) {
		l.behind.Go(func() { l.attendant.end(s.roll) })
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
	l.behind.Wait()
}
