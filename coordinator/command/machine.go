package command

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
)

// Call is a command that was submitted, and who waits for its outcome. Exactly one of
// Answer and Fail is called, once.
type Call interface {
	// Command does not change from the time it is submitted, but for Known and Open, which
	// the machine sets when it is written.
	Command() *rollcall.Command
	Answer(rollcall.Outcome)
	Fail(error) // why there is no outcome, in the journal's words
}

// Machine is the roll calls of all classes, as a journal applies them. But for Append, Open
// and Presences its methods are for one goroutine.
type Machine struct {
	mu       sync.RWMutex // held to change the state, or to read it on another goroutine
	state    *rollcall.State
	answered func([]rollcall.Outcome)
	decoded  []rollcall.Command // last, to be used again
	holds    func(rollcall.EndedRoll) bool

	open, presences atomic.Int64
}

// NewMachine is a machine before the journal's first record. Answered is called with the
// outcomes of the calls of a record when they have been answered; it must be quick.
func NewMachine(answered func([]rollcall.Outcome)) *Machine {
	return &Machine{state: rollcall.NewState(), answered: answered}
}

// HoldBy has roll calls stay in memory and in the journal, see [rollcall.State.HoldBy]. It is for
// before the first record.
func (m *Machine) HoldBy(holds func(rollcall.EndedRoll) bool) {
	m.holds = holds
	m.state.HoldBy(holds)
}

// Open is the number of roll calls that nobody has ended.
func (m *Machine) Open() int64 { return m.open.Load() }

// State is the state machine, for who is called between two records.
func (m *Machine) State() *rollcall.State { return m.state }

// Presences is the number of presences in memory.
func (m *Machine) Presences() int64 { return m.presences.Load() }

// Append appends a [Call] as it stands in a record of that version, with what is known of
// it just now.
func (m *Machine) Append(b []byte, version int, e interface{ Fail(error) }) []byte {
	c := e.(Call).Command()
	if version >= optionKnown.since {
		m.mu.RLock()
		c.Known, c.Open = m.state.Foresee(c)
		m.mu.RUnlock()
	}
	return Append(b, version, c)
}

// Apply applies the commands of a record. Where own has its calls they are answered by
// what is returned, on whichever goroutine it is called. The error is, or wraps,
// [record.ErrForeign] or [record.ErrNewer].
func (m *Machine) Apply(r record.Record, own []interface{ Fail(error) }) (answer func(),
	err error) {
	commands := m.decoded[:0]
	for _, e := range own {
		c := *e.(Call).Command() // it need not be read
		trim(&c, r.Version)
		commands = append(commands, c)
	}
	if own == nil {
		if commands, err = Decode(commands, r.Version, r.Body); err != nil {
			return nil, err
		}
	}
	m.decoded = commands[:0]
	var outcomes []rollcall.Outcome
	m.change(func(s *rollcall.State) {
		Enter(s, &r)
		outcomes = applyAll(s, r.Seq, commands, own != nil)
	})
	return func() { m.answer(own, outcomes) }, nil
}

// Enter has a state begin a record, whose commands follow.
func Enter(s *rollcall.State, r *record.Record) {
	written := r.Written
	if r.Raise.To != 0 {
		written = r.Stamp
	}
	s.Enter(rollcall.Head{
		Record: r.Seq, Rules: rollcall.Rules(r.Version),
		Written: rollcall.Time(written.UnixMilli()), Age: age(r.Age), Off: age(r.Off),
		After: r.After, Fence: r.IsFence(),
	})
}

func age(d time.Duration) rollcall.Age { return rollcall.Age(d.Milliseconds()) }

// applyAll gives the outcomes when someone here waits for them.
func applyAll(s *rollcall.State, seq uint64, commands []rollcall.Command,
	keep bool) (outcomes []rollcall.Outcome) {
	if keep {
		outcomes = make([]rollcall.Outcome, len(commands))
	}
	for i, c := range commands {
		out := s.Apply(rollcall.Position{Record: seq, Index: uint16(i)}, c)
		if keep {
			outcomes[i] = out
		}
	}
	return outcomes
}

func (m *Machine) answer(own []interface{ Fail(error) }, outcomes []rollcall.Outcome) {
	for i := range outcomes {
		own[i].(Call).Answer(outcomes[i])
	}
	m.answered(outcomes)
}

// change has the state be changed, and counts what it has afterwards.
func (m *Machine) change(by func(*rollcall.State)) {
	m.mu.Lock()
	by(m.state)
	m.mu.Unlock()
	m.open.Store(int64(m.state.OpenRolls()))
	m.presences.Store(int64(m.state.Presences()))
}

// Begins tells that the journal has no record before first any more.
func (m *Machine) Begins(first uint64) { m.change(func(s *rollcall.State) { s.Begins(first) }) }

// Lose goes past records that are lost for good.
func (m *Machine) Lose(first, last uint64) {
	m.change(func(s *rollcall.State) { s.Lose(first, last) })
}

// Pass goes past a record, whether or not it was applied.
func (m *Machine) Pass(seq uint64) { m.change(func(s *rollcall.State) { s.Pass(seq) }) }

// Reset begins again with nothing, before the journal's first record.
func (m *Machine) Reset() {
	m.change(func(s *rollcall.State) {
		*s = *rollcall.NewState()
		s.HoldBy(m.holds)
	})
}

// Sweep gives back the memory of what nobody can ask for when it is now, or where records
// have an age at the greatest of these, or at least.
func (m *Machine) Sweep(now time.Time, least time.Duration) {
	m.change(func(s *rollcall.State) {
		s.SweepAt(rollcall.Time(now.UnixMilli()), age(least))
	})
}

// LowWater is the last record up to limit from which on the journal gives the whole state.
func (m *Machine) LowWater(limit uint64) (low uint64) {
	m.change(func(s *rollcall.State) { low = s.LowWaterBelow(limit) })
	return low
}

// Digest is a number for all that can still decide an outcome, once records have an age.
func (m *Machine) Digest() (sum uint64, counted bool) {
	m.change(func(s *rollcall.State) { sum, counted = s.Digest() })
	return sum, counted
}
