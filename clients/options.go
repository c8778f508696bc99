package clients

import "time"

// DefaultTimeout is how long an operation keeps trying. A node's sudden death
// costs a cluster 5 to 10 s of election; this outlasts it.
const DefaultTimeout = 20 * time.Second

// A try that nobody answers is followed by another: the first ones soon, for
// a request that died with a node costs no more than that, the later ones slowly.
// A coordinator answers for certain within tryFor, if it runs.
const (
	// longer than one has requests wait before it turns them away
	hedgeAfter = 550 * time.Millisecond
	tryFor     = 2 * time.Second
	// After a move the connection is known to be good and coordinators to be there:
	// what is not answered then was dealt to the one that was left.
	movedHedge = 300 * time.Millisecond
)

// How long nobody may answer until the client tries another server: one that does
// not answer a ping either stands still or is unplugged, and holds nobody up for
// more than 2 s. One that does may be cut off from the coordinators, but more
// likely the tries were dealt to one of them that stands still.
const (
	silentFor = 2 * hedgeAfter
	deafFor   = 6 * hedgeAfter
)

// Option changes how operations run. Given to [New] it is the default of all
// operations, given to an operation it counts for that one.
type Option func(*settings)

type settings struct {
	timeout time.Duration
	id      string // empty: a new one for each operation
	before  int    // tries under the id before this operation
	waiting func(elapsed time.Duration, reason Reason)
	raw     *Reply
}

var standard = settings{timeout: DefaultTimeout}

// with applies opts; without any, which is the common case, nothing is allocated.
func (s settings) with(opts []Option) settings {
	if len(opts) == 0 {
		return s
	}
	changed := s
	for _, opt := range opts {
		opt(&changed)
	}
	return changed
}

// Timeout bounds each operation, all tries together; the context's own
// deadline counts when it is sooner. The default is [DefaultTimeout].
func Timeout(d time.Duration) Option { return func(s *settings) { s.timeout = d } }

// ID sets the request id, 1 to 128 printable ASCII bytes, in place of a new
// one. An operation repeated under the id of one that took effect gets the
// same reply and has no second effect. It is no default for [New].
func ID(id string) Option { return func(s *settings) { s.id = id } }

// FirstTry is for an operation that goes on with another under the same [ID], for instance
// of a process that has ended: its tries are numbered from n, which is more than the
// other's have been. What is below 1 is 1. It is no default for [New].
func FirstTry(n uint32) Option { return func(s *settings) { s.before = max(int(n), 1) - 1 } }

// Raw keeps the reply as it came in r: of an operation that had a verdict,
// error replies included.
func Raw(r *Reply) Option { return func(s *settings) { s.raw = r } }

// OnWaiting has f called, from the operation's goroutine, when a second has
// passed without a verdict and again each second until there is one.
func OnWaiting(f func(elapsed time.Duration, reason Reason)) Option {
	return func(s *settings) { s.waiting = f }
}

// Reason says why an operation has no verdict yet.
type Reason string

// The reasons an operation is still waiting.
const (
	NoAnswer      Reason = "no answer"            // sent, nothing came back
	OnlyForeign   Reason = "only foreign answers" // sent, no coordinator answered; see [Foreign]
	NoCoordinator Reason = "no coordinator"       // the server has nobody to give the request to
	// the connection is lost, nats.go is making a new one
	Disconnected Reason = "disconnected"
	// the coordinator has too much waiting, nothing was done
	Overloaded  Reason = "overloaded"
	Unconfirmed Reason = "journal did not confirm" // the coordinator could not commit in time
)
