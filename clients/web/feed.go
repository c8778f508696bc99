package web

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

const (
	// relistEvery is how often a roll call is listed although nothing was heard of it.
	relistEvery = 15 * time.Second
	// relistAfter is how long arrivals are gathered for one list; a list that takes
	// long is asked for less often still.
	relistAfter  = 250 * time.Millisecond
	patientTimes = 10
	codeAgain    = time.Second // after a failure
)

// state is a roll call as a board shows it. Each is whole: whoever missed some has the next.
type state struct {
	roll   subjects.Roll
	sheet  sheet             // as of the list
	code   subjects.RoomCode // empty: there is none
	known  bool              // whether there is a code
	told   time.Time         // when the code came
	lost   bool              // the list is not what it was: nobody answers
	over   bool              // the roll call has ended
	serial uint64
	phones int
}

// feed follows one roll call for all who look at it over one session.
type feed struct {
	session *session
	class   subjects.Class
	phones  func() int
	cancel  context.CancelFunc

	mu      sync.Mutex
	now     state
	changed chan struct{} // closed at each change
	viewers int

	drawing sync.Mutex
	drawnOf uint64          // the state's serial
	pieces  map[view][]byte // of it, as they are sent
}

func newFeed(s *session, class subjects.Class, phones func() int) *feed {
	return &feed{session: s, class: class, phones: phones, changed: make(chan struct{}),
		pieces: make(map[view][]byte)}
}

// whole tells whether there is something to show: a list alone would have a board without
// the code that there may be, and a code alone one on which nobody is present.
func (s state) whole() bool { return s.known && s.roll.Roll != "" || s.over || s.lost }

// wait returns the state after the one that the viewer has.
func (f *feed) wait(ctx context.Context, serial uint64) (state, bool) {
	for {
		f.mu.Lock()
		now, changed := f.now, f.changed
		f.mu.Unlock()
		if now.serial != serial && now.whole() {
			return now, true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return state{}, false
		}
	}
}

// change makes a new state of the present one.
func (f *feed) change(how func(*state)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	how(&f.now)
	f.now.serial++
	f.now.phones = f.phones()
	close(f.changed)
	f.changed = make(chan struct{})
}

// run follows the roll call until nobody looks any more, or it is over.
func (f *feed) run(ctx context.Context) {
	events := make(chan *nats.Msg, 64) // what does not fit is in the next list
	sub, err := f.session.nc.ChanSubscribe(subjects.ClassEvents(f.class), events)
	if err != nil {
		f.change(func(s *state) { s.lost = true })
		return
	}
	defer func() { _ = sub.Unsubscribe() }()
	list, code := time.NewTimer(0), time.NewTimer(0)
	defer list.Stop()
	defer code.Stop()
	soon := relistAfter
	gathering := false
	for !f.ended() {
		select {
		case <-ctx.Done():
			return
		case e := <-events:
			if e.Subject == subjects.EventCheck(f.class) { // it has codes of its own
				code.Reset(0)
			}
			if !gathering {
				gathering = true
				list.Reset(soon)
			}
		case <-list.C:
			began := time.Now()
			f.list(ctx)
			gathering, soon = false, max(relistAfter, patientTimes*time.Since(began))
			list.Reset(relistEvery)
		case <-code.C:
			code.Reset(f.renew(ctx))
		}
	}
}

func (f *feed) ended() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now.over
}

// list asks who is there. A roll call that is open no more has its last list shown.
func (f *feed) list(ctx context.Context) {
	r, err := f.session.List(ctx, f.class, true)
	over := false
	if errors.Is(err, clients.ErrNotOpen) || err == nil && f.other(r) {
		over = true
		r, err = f.session.Last(ctx, f.class, true)
	}
	switch {
	case err == nil:
		named := f.session.sheet(ctx, f.class, r.Roll)
		f.change(func(s *state) {
			s.roll, s.over, s.lost, s.sheet = r, over, false, named.after(s.sheet)
		})
	case over:
		f.change(func(s *state) { s.over, s.lost = true, false })
	default:
		f.change(func(s *state) { s.lost = true })
	}
}

// other tells whether r is of another roll call than the one that is looked at.
func (f *feed) other(r subjects.Roll) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now.roll.Roll != "" && f.now.roll.Roll != r.Roll
}

// renew asks for the code, and tells when to ask again.
func (f *feed) renew(ctx context.Context) time.Duration {
	c, err := f.session.Code(ctx, f.class)
	switch said, _ := errors.AsType[*subjects.Error](err); {
	case err == nil:
		f.change(func(s *state) { s.code, s.told, s.known = c, time.Now(), true })
		return max(time.Duration(c.TTL)*time.Millisecond, codeAgain/10)
	case said != nil && said.Code != "":
		f.change(func(s *state) { s.known = true })
		return relistEvery // it has none, or is over, which the list tells
	default:
		f.change(func(s *state) { s.lost = true })
		return codeAgain
	}
}
