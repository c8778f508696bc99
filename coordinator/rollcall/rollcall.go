// Package rollcall is the state machine that every coordinator replica runs:
// the roll calls of all classes, as a pure function of the journal.
//
// [State.Apply] takes commands one after another, in the journal's order, and
// says what came of each. The same commands in the same order give the same
// outcomes and the same state, on every replica and at every replay. To keep
// that true nothing here reads a clock, draws a random number, depends on the
// order of a map, does I/O or starts a goroutine: time is a field of the
// command, identity is its position.
//
// # Time
//
// Commands carry the time that the replica which received them put there, so
// time may step back a little from one command to the next. Within one roll
// it never does: each roll keeps the latest time it has seen and stamps
// nothing earlier. Whether a roll still takes presences, still exists or
// still answers receipts is decided from its own times and the command's,
// never from other classes. Memory is given back by [State.Sweep], [Slack]
// later than anything could notice.
//
// # The low-water mark
//
// The journal is purged from the front. Invariant: applying what is left gives the same
// rolls as applying all of it. A roll that is kept needs every record since its start. A
// roll that is gone needs none, unless it decided the outcome of a later command that would
// otherwise have changed something: a start that it refused, or a repeated request that it
// answered while it stood in the way of a newer roll. Then both stay or go together, and the
// mark is never between them; see [State.LowWater]. The same holds for a try that had no
// effect because a later one had been answered. From the fourth version on commands say what
// their writers knew, and need no roll that is gone to be judged alike; see [Known].
//
// A list or an end that was refused because the roll is another teacher's had no
// effect. Without that roll it finds none, and has none either, so nothing is to be
// kept for it.
//
// # Tries
//
// A client that hears nothing asks again, and a message may be late for minutes. A late
// first try must not take effect when the second was refused, because the client was told
// so and has gone on. So tries have numbers. Once a try was answered without an effect, no
// earlier one has any.
package rollcall

// Limits and lifetimes, in the journal's time.
const (
	// MaxStudents is how many students one roll holds.
	MaxStudents = 10_000
	// MaxCommands is how many commands a record may have: what the index of
	// a Position can count.
	MaxCommands = 1 << 16

	second Time = 1000
	hour        = 3600 * second
	day         = 24 * hour

	// AcceptsFor is how long after its start a roll takes presences.
	AcceptsFor = 12 * hour
	// ListedFor is how long after its start a roll that nobody ended is kept
	// for its teacher.
	ListedFor = 7 * day
	// AnswersFor is how long after its end a roll answers repeated requests.
	AnswersFor = day
	// SettledFor is how long a try that had no effect keeps earlier tries of
	// its request from having one: longer than any network delivers late. TCP
	// gives up after a quarter of an hour.
	SettledFor = hour
	// MaxSettled is how many such tries are remembered by the rules of the first version.
	MaxSettled = 1 << 16
	// MaxSettledOf is how many of each teacher or student are by those of the second,
	// and MaxSettledOfAll of all together.
	MaxSettledOf    = 64
	MaxSettledOfAll = 1 << 20
	// Slack is how much longer a roll stays in memory than anything could
	// ask for it. It must exceed the difference of any two replicas' clocks.
	Slack = hour
)

// Time is milliseconds since the Unix epoch.
type Time int64

// Position says where in the journal a command stands. Records count from 1,
// indexes within a record from 0.
type Position struct {
	Record uint64
	Index  uint16
}
