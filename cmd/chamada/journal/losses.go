package journal

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// touched is what is left of a journal, replayed past what is lost.
type touched struct {
	losses []integrity.Loss
	epoch  string
	state  *rollcall.State
	next   uint64
	lost   bool // something was, so far
	// strays counts the presences, by class, that came after a loss to no roll call: it
	// was started in what is lost.
	strays map[uint64]int
}

// showLosses tells what a repair gives up, and who is touched by it.
func (r *repairing) showLosses(w io.Writer, report integrity.Report) {
	for _, s := range report.Streams {
		switch {
		case !s.Damaged():
		case s.Name == identity.Stream:
			fmt.Fprintf(w, r.texts.losesLogins, s.Dir)
		case slices.Contains(node.Noted, s.Key()):
			fmt.Fprintf(w, r.texts.losesElsewhere, s.Dir)
		}
	}
	losses := r.plan().Losses(report)
	for _, l := range losses {
		fmt.Fprintf(w, r.texts.loses, l.First, l.Last, l.Last-l.First+1)
	}
	if len(losses) == 0 {
		fmt.Fprintln(w, r.texts.losesNothing)
		return
	}
	t := touched{losses: losses, state: rollcall.NewState(), next: 1, strays: make(map[uint64]int)}
	integrity.Read(r.dir, *report.Place(node.Journal), t.replay)
	t.lose()
	t.state.Sweep(0) // what is over is nobody's any more
	for _, l := range t.state.Lost() {
		started := r.Texts.Date(subjects.Time(l.Started))
		fmt.Fprintf(w, r.texts.touches, l.Class, started, cmp.Or(l.Owner, "-"),
			r.texts.presences.Count(l.Count))
	}
	for _, class := range slices.Sorted(maps.Keys(t.strays)) {
		fmt.Fprintf(w, r.texts.strays, class, r.texts.presences.Count(t.strays[class]))
	}
}

// replay takes the next record that is whole.
func (t *touched) replay(m integrity.Message) {
	if t.epoch == "" { // the first
		t.epoch, _ = record.EpochOf(m.Payload)
		t.next = m.Seq
		if n := len(t.losses); n > 0 && t.losses[0].First < m.Seq {
			t.next = t.losses[0].First
		}
	}
	t.lose()
	defer func() { t.next = m.Seq + 1 }()
	rec, err := record.Cut(t.epoch, m.Payload)
	rec.Seq = m.Seq
	if err != nil {
		return // the journal itself goes past it, or stops and says so
	}
	commands, err := command.Decode(nil, rec.Version, rec.Body)
	if err != nil {
		return
	}
	command.Enter(t.state, &rec)
	for i, c := range commands {
		out := t.state.Apply(rollcall.Position{Record: m.Seq, Index: uint16(i)}, c)
		if t.lost && c.Op == rollcall.Present && out.Verdict == rollcall.NotOpen {
			t.strays[c.Class]++
		}
	}
}

// lose goes past what is lost next.
func (t *touched) lose() {
	for _, l := range t.losses {
		if l.First <= t.next && t.next <= l.Last {
			t.state.Lose(t.next, l.Last)
			t.next, t.lost = l.Last+1, true
		}
	}
}
