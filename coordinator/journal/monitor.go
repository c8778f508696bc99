package journal

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
)

// probeEvery is how often a replica that cannot commit tries whether it can, at
// most: there is one probe at a time.
const probeEvery = 500 * time.Millisecond

var (
	errRefused      = errors.New("the journal refuses records")
	errStalled      = errors.New("the journal does not confirm")
	errDisconnected = errors.New("not connected to NATS")
	errUnread       = errors.New("cannot be read")
	errClock        = errors.New("set it right")
)

// monitor says how well a replica is, from what the others tell it.
type monitor struct {
	health  *health
	log     *slog.Logger
	nc      *nats.Conn
	council *council
	clock   *leaderClock
	maxSkew time.Duration
	node    Node

	tie       error     // the replicas do not agree, until this one is started again
	fault     error     // what is wrong with the stream, until it is found right
	refused   error     // why the stream refused the last record
	stalled   bool      // the last record did not come back in time
	confirmed time.Time // when a record of this replica was last applied
	alone     bool      // the stream has one replica: no other coordinator has it better
	probed    time.Time
	probes    int

	unwell  time.Time // since when something has been wrong; zero: nothing is
	why     error     // what it was last
	serving bool      // whether that is for this replica to tell those who ask
}

// confirm notes that a record of this replica has come back.
func (m *monitor) confirm() { m.confirmed, m.refused, m.stalled = time.Now(), nil, false }

// find notes what is wrong with the stream, nil when it was found right.
func (m *monitor) find(fault error) { m.fault = fault }

// sound tells whether nothing is known to be wrong with the stream.
func (m *monitor) sound() bool { return m.fault == nil }

// stall notes that a record of this replica does not come back in time.
func (m *monitor) stall() { m.stalled = true }

// tied notes that the replicas do not agree, and that nobody can tell who is right.
func (m *monitor) tied(err error) { m.tie = err }

// leave has the replica leave until a record of its own has come back after now.
func (m *monitor) leave(now time.Time, why error) { m.unwell, m.why, m.serving = now, why, false }

// full tells whether the stream takes no records.
func (m *monitor) full() bool { return m.refused != nil }

// noteRefusal notes that the stream did not take a record.
func (m *monitor) noteRefusal(err error) {
	if m.refused == nil {
		m.log.Error("the journal refuses records", "err", err)
	}
	m.refused = err
}

// assess says how well the replica is. Once unwell, it is well again when a
// record of its own has been applied after that.
func (m *monitor) assess(now time.Time, f *follower) Health {
	if err := m.problem(now, f); err != nil {
		if m.unwell.IsZero() {
			m.unwell = now
		}
		m.why = err
		m.serving = errors.Is(err, errRefused) || m.alone && errors.Is(err, errStalled)
		return Health{Err: err, Serving: m.serving}
	}
	if !m.unwell.IsZero() && m.confirmed.Before(m.unwell) {
		return Health{Err: m.why, Serving: m.serving}
	}
	m.unwell = time.Time{}
	return Health{Serving: true}
}

func (m *monitor) problem(now time.Time, f *follower) error {
	if err := m.node.Fault(); err != nil {
		return err
	}
	switch {
	case !m.nc.IsConnected():
		return errDisconnected
	case m.fault != nil:
		return m.fault
	case !f.missing.IsZero() && now.Sub(f.missing) > storeWithin:
		return fmt.Errorf("record %d of the journal %w", f.next, errUnread)
	case m.tie != nil:
		return m.tie
	case !m.clockRight():
		return fmt.Errorf("this clock is %v off the journal's: %w", m.off().Round(time.Second),
			errClock)
	case m.stalled:
		return errStalled
	case m.refused != nil:
		return fmt.Errorf("%w: %w", errRefused, m.refused)
	default:
		return nil
	}
}

// clockRight tells whether this clock agrees with those of most replicas, or where these
// are not three that of the stream's leader.
func (m *monitor) clockRight() bool { return m.off().Abs() <= m.maxSkew }

// off is how far this clock is ahead of what is right.
func (m *monitor) off() time.Duration {
	if ahead, decided := m.council.clock(m.maxSkew); decided {
		return ahead
	}
	return -m.clock.skew()
}

// able tells whether nothing is wrong but that the stream refuses records.
func (m *monitor) able() bool { return m.sound() && (m.unwell.IsZero() || m.full()) }

// wantsProbe tells whether it is time to try whether a replica of that health can commit.
func (m *monitor) wantsProbe(h Health, now time.Time) bool {
	return h.Err != nil && m.sound() && now.Sub(m.probed) > probeEvery
}

// probe notes that a probe is sent, and is its number.
func (m *monitor) probe(now time.Time) (n int) {
	m.probed = now
	m.probes++
	return m.probes
}

// report makes h the current health, and logs when it is another.
func (m *monitor) report(h Health, applied uint64) {
	switch changed := m.health.set(h); {
	case changed && h.Err != nil:
		m.log.Warn("cannot commit", "err", h.Err, "serving", h.Serving)
	case changed:
		m.log.Info("can commit", "applied", applied)
	}
}
