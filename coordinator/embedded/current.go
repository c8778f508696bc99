package embedded

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	// currentEvery is how often the copies are looked at.
	currentEvery = 100 * time.Millisecond
	// settled is how long a copy must not have been behind. Catching up is done
	// in rounds, and between two of them nothing shows it; what a leader sends
	// at least once a second begins the next.
	settled = 1200 * time.Millisecond
	// stoodStill is how long there may be no look: then this process stood still, or
	// its machine did. The first thing that it hears then is what had been sent to it
	// before, and by that all is as it was.
	stoodStill = time.Second
	// stuck is how long a look may take. The disk may hang.
	stuck = 5 * time.Second
)

// Current is nil while all that the cluster has stored is in the log or in the
// stream on this disk, for every stream of which this server has a copy: then,
// with one other such server, it can do without the third. Otherwise it is an
// [*Error] with code [NotCurrent]. A server that stands alone is always current.
// To ask costs nothing.
//
// Whoever takes servers down, one after the other, must wait for it. A server
// that comes back is sent a snapshot of the log, and counts for a majority from
// then on; what the snapshot stands for it fetches afterwards, from the leader
// alone. When the leader goes before that is done, this server cannot lead for
// want of the data, and votes for nobody whose log is shorter than its own: there
// is no leader, though two of three are up, until the one that went is back.
// Nothing is lost by it.
//
// The server's own Healthz does not tell: it takes a copy for current that has
// not heard of a leader yet, and no copy for current while JetStream elects the
// leader of its own affairs, which stores nothing of ours.
func (s *Server) Current() error {
	if e := s.copies.state(); e != nil {
		return e
	}
	return nil
}

// copies is what this server's copies have come to.
type copies struct {
	mu     sync.Mutex
	now    *Error    // nil: all are current
	looked time.Time // zero: nobody watches
	once   bool      // a look found nothing lacking

	// Of the goroutine that watches.
	behind time.Time // when last they were not
	none   time.Time // since when there is none of a stream; zero: there is
}

// restart is for a server that begins again with no copy. Its JetStream is off, so that no
// look finds all in order just now.
func (c *copies) restart() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.once = false
}

func (c *copies) known() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.once
}

func (c *copies) state() *Error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if since := time.Since(c.looked); !c.looked.IsZero() && since > stuck {
		return &Error{Code: NotCurrent,
			Err: fmt.Errorf("the server has not said for %v", since.Round(time.Second))}
	}
	return c.now
}

// watchCopies looks at the copies until stop is called. A server that stands
// alone has nothing to be watched.
func (s *Server) watchCopies() (stop func()) {
	if !s.nats.JetStreamIsClustered() {
		return func() {}
	}
	s.copies.update(&Error{Code: NotCurrent, Err: errNoLeader})
	ctx, cancel := context.WithCancel(context.Background())
	var watching sync.WaitGroup
	watching.Go(func() {
		tick := time.NewTicker(currentEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				lacking := s.lacks(s.copies.known())
				s.copies.update(lacking)
				s.givenUp(lacking)
			case <-ctx.Done():
				return
			}
		}
	})
	return func() {
		cancel()
		watching.Wait()
	}
}

// update keeps what is lacking now, and for a while after nothing is.
func (c *copies) update(lacking *Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.looked
	c.looked = time.Now()
	if lacking == nil && !before.IsZero() && c.looked.Sub(before) > stoodStill {
		lacking = &Error{Code: NotCurrent, Err: errStoodStill}
	}
	if lacking != nil {
		c.behind, c.now = c.looked, lacking
		return
	}
	c.once = true
	if c.looked.Sub(c.behind) >= settled {
		c.now = nil
	}
}

// lacks tells what this server lacks. Once nothing at all may lag, and which
// streams it is to have it has to learn from the others; later it may lag a
// little, as it does under load, and the copies tell the rest.
func (s *Server) lacks(once bool) *Error {
	replicas, err := s.replicas()
	if err != nil {
		return &Error{Code: NotCurrent, Err: err}
	}
	lag := uint64(0)
	if once {
		lag = mayLag
	}
	for _, r := range replicas {
		if err := r.behind(lag); err != nil {
			return &Error{Code: NotCurrent, Subject: "the stream " + r.stream, Err: err}
		}
	}
	if len(replicas) == 0 || !once {
		if h := s.nats.Healthz(nil); h.Error != "" {
			return &Error{Code: NotCurrent, Err: errors.New(h.Error)}
		}
	}
	return nil
}
