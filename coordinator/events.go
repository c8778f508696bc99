package coordinator

import (
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

const (
	// eventBuffer bounds the events that wait. More are dropped: events are
	// at most once, and must never hold up a reply.
	eventBuffer = 16 << 10
	// gatherFor is how long arrivals are gathered into one event of a class.
	gatherFor = 20 * time.Millisecond
	// maxArrivals bounds the arrivals of one event: about 50 KiB.
	maxArrivals = 500
)

// events publishes what has happened, apart from the replies.
type events struct {
	conn    *nats.Conn // set before run
	dropped prometheus.Counter

	mu      sync.Mutex
	waiting []rollcall.Outcome
	ready   chan struct{} // has a token when something may wait
	closing chan struct{}

	gathered map[uint64]*subjects.PresenceEvent // by class
	spare    []*subjects.PresenceEvent          // published, to be used again
	encoded  []byte                             // likewise
}

func newEvents(dropped prometheus.Counter) *events {
	return &events{
		dropped:  dropped,
		ready:    make(chan struct{}, 1),
		closing:  make(chan struct{}),
		gathered: make(map[uint64]*subjects.PresenceEvent),
	}
}

// tell hands over what is to be published of some outcomes.
func (e *events) tell(outcomes []rollcall.Outcome) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i := range outcomes {
		switch {
		case !outcomes[i].Effective():
		case len(e.waiting) >= eventBuffer:
			e.dropped.Inc()
		default:
			e.waiting = append(e.waiting, outcomes[i])
		}
	}
	select {
	case e.ready <- struct{}{}:
	default:
	}
}

// swap gives all that waits in exchange for room for what will.
func (e *events) swap(room []rollcall.Outcome) (told []rollcall.Outcome) {
	e.mu.Lock()
	defer e.mu.Unlock()
	told, e.waiting = e.waiting, room
	return told
}

// len is how many events wait.
func (e *events) len() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.waiting)
}

// close publishes what has been told and ends run. Nothing is told after it.
func (e *events) close() { close(e.closing) }

// run publishes until close.
func (e *events) run() {
	flush := time.NewTimer(gatherFor)
	defer flush.Stop()
	var told []rollcall.Outcome
	for {
		select {
		case <-e.ready:
			told = e.swap(told[:0])
			if e.addAll(told) {
				flush.Reset(gatherFor)
			}
			clear(told) // lists of ended roll calls
		case <-flush.C:
			e.publishGathered()
		case <-e.closing:
			e.addAll(e.swap(nil))
			e.publishGathered()
			return
		}
	}
}

// addAll publishes outcomes or gathers them, and tells whether any is the first
// gathered.
func (e *events) addAll(outcomes []rollcall.Outcome) (first bool) {
	for i := range outcomes {
		first = e.add(&outcomes[i]) || first
	}
	return first
}

// add is addAll for one.
func (e *events) add(out *rollcall.Outcome) (first bool) {
	class := subjects.Class(out.Class)
	switch out.Verdict {
	case rollcall.Opened:
		e.publish(subjects.EventOpened(class), marshal(started(*out)))
	case rollcall.Ended:
		e.publishArrivals(out.Class) // in the order in which it happened
		e.publish(subjects.EventEnded(class), marshal(subjects.EndEvent{
			Class: class, Roll: out.Roll, Time: subjects.Time(out.Time),
			Position: position(*out), Count: out.Arrivals.Len(),
		}))
	case rollcall.Checked:
		e.publishArrivals(out.Class)
		e.publish(subjects.EventCheck(class), marshal(classroomReply(*out)))
	case rollcall.Struck:
		e.publishArrivals(out.Class)
		e.publish(subjects.EventMarked(class), marshal(classroomReply(*out)))
	case rollcall.Registered:
		first = e.gather(out)
		if t := out.Told; t != nil && t.Marked {
			e.publishArrivals(out.Class)
			e.publish(subjects.EventMarked(class), marshal(marked(out)))
		}
	}
	return first
}

func (e *events) gather(out *rollcall.Outcome) (first bool) {
	a := e.gathered[out.Class]
	if a != nil && (a.Roll != out.Roll || len(a.Presences) >= maxArrivals) {
		e.publishArrivals(out.Class)
		a = nil
	}
	if a == nil {
		a = e.fresh()
		a.Class, a.Roll = subjects.Class(out.Class), out.Roll
		e.gathered[out.Class] = a
	}
	p := subjects.EventPresence{
		Student: subjects.Student(out.Student.String()), Time: subjects.Time(out.Time),
		Position: position(*out),
	}
	if out.Told != nil {
		p.Check = out.Told.Check
	}
	a.Presences = append(a.Presences, p)
	return len(e.gathered) == 1 && len(a.Presences) == 1
}

func (e *events) publishGathered() {
	for class := range e.gathered {
		e.publishArrivals(class)
	}
}

func (e *events) publishArrivals(class uint64) {
	a := e.gathered[class]
	if a == nil {
		return
	}
	delete(e.gathered, class)
	e.encoded = a.AppendJSON(e.encoded[:0])
	e.publish(subjects.EventPresent(a.Class), e.encoded)
	a.Presences = a.Presences[:0]
	e.spare = append(e.spare, a)
}

// fresh is room for the arrivals in a class: there are as many of these as
// classes at once, at most.
func (e *events) fresh() *subjects.PresenceEvent {
	n := len(e.spare)
	if n == 0 {
		return new(subjects.PresenceEvent)
	}
	a := e.spare[n-1]
	e.spare = e.spare[:n-1]
	return a
}

func (e *events) publish(subject string, event []byte) {
	if err := e.conn.Publish(subject, event); err != nil {
		e.dropped.Inc()
	}
}
