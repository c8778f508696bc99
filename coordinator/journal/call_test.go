package journal

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

// call is a caller that takes one answer and no more.
type call struct {
	command rollcall.Command
	insists *replica // where it is submitted again when it was not done
	ended   chan struct{}
	at      time.Time // when it was answered
	outcome rollcall.Outcome
	err     error
}

func (c *call) Command() *rollcall.Command { return &c.command }

func (c *call) Answer(out rollcall.Outcome) {
	c.at, c.outcome = time.Now(), out
	close(c.ended) // panics at the second answer
}

func (c *call) Fail(err error) {
	if c.insists != nil && errors.Is(err, ErrOverloaded) {
		if err = c.insists.Submit(c, time.Now()); err == nil {
			return
		}
	}
	c.at, c.err = time.Now(), err
	close(c.ended)
}

func newCall(c rollcall.Command) *call { return &call{command: c, ended: make(chan struct{})} }

// submit hands in a command once.
func (r *replica) submit(c rollcall.Command) *call { return r.hand(newCall(c)) }

// insist hands in a command until it is done: on a slow machine a journal in
// good health may be overloaded.
func (r *replica) insist(c rollcall.Command) *call {
	w := newCall(c)
	w.insists = r
	return r.hand(w)
}

func (r *replica) hand(w *call) *call {
	if err := r.Submit(w, time.Now()); err != nil {
		w.Fail(err)
	}
	return w
}

func (r *replica) insistAll(commands []rollcall.Command) []*call {
	calls := make([]*call, len(commands))
	for i, c := range commands {
		calls[i] = r.insist(c)
	}
	return calls
}

// do has a command done and gives its outcome.
func (r *replica) do(t testing.TB, c rollcall.Command) rollcall.Outcome {
	t.Helper()
	w := r.insist(c).wait(t)
	if w.err != nil {
		t.Fatalf("%+v: %v", c, w.err)
	}
	return w.outcome
}

func (c *call) wait(t testing.TB) *call {
	select {
	case <-c.ended:
		return c
	default:
	}
	t.Helper()
	select {
	case <-c.ended:
	case <-time.After(natstest.Patience):
		t.Fatalf("nobody answered %+v", c.command)
	}
	return c
}

// answeredAll waits for the calls, and fails when one failed.
func answeredAll(t testing.TB, calls []*call) {
	t.Helper()
	for _, c := range calls {
		if c.wait(t); c.err != nil {
			t.Fatalf("%+v: %v", c.command, c.err)
		}
	}
}

func startOf(class uint64) rollcall.Command { return newCommand(rollcall.Start, class) }
func endOf(class uint64) rollcall.Command   { return newCommand(rollcall.End, class) }
func listOf(class uint64) rollcall.Command {
	c := newCommand(rollcall.List, class)
	c.Key, c.Detail = 0, true
	return c
}

func presentOf(class uint64, n int) rollcall.Command {
	c := newCommand(rollcall.Present, class)
	c.Student, _ = rollcall.ParseStudent(fmt.Sprintf("%09d", n))
	return c
}

func newCommand(op rollcall.Op, class uint64) rollcall.Command {
	return rollcall.Command{Op: op, Class: class, Key: rollcall.Key(rand.Uint64() | 1), Time: now()}
}

// show is all of an outcome as text, to compare and to read.
func show(out rollcall.Outcome) string {
	var b strings.Builder
	fmt.Fprintf(&b,
		"%d at %d-%d time %d class %d student %s roll %s started %d repeated %t detail %t:",
		out.Verdict, out.Position.Record, out.Position.Index, out.Time, out.Class, out.Student,
		out.Roll, out.Started, out.Repeated, out.Detail)
	for student, at := range out.Arrivals.All() {
		fmt.Fprintf(&b, " %s %d", student, at)
	}
	return b.String()
}

// askAgain is the requests that took effect, and a list of each class: what
// can be asked without changing anything.
func askAgain(calls []*call) (asked []rollcall.Command) {
	classes := make(map[uint64]bool)
	for _, c := range calls {
		if !classes[c.command.Class] {
			classes[c.command.Class] = true
			asked = append(asked, listOf(c.command.Class))
		}
		switch c.outcome.Verdict {
		case rollcall.Opened, rollcall.Registered, rollcall.Ended:
			asked = append(asked, c.command)
		}
	}
	return asked
}
