package coordinator

import (
	"sync"
	"time"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

const (
	// maxWrong is how many typed codes of one login or device may be wrong within
	// wrongFor, in the roll calls of a class. Those on their way count.
	maxWrong = 5
	wrongFor = 10 * time.Minute
	// maxGuessers bounds of how many that is remembered. The oldest give way.
	maxGuessers = 1 << 16
)

// guesser is whose codes are counted: a student's login, or else a device.
type guesser struct {
	class uint64
	login bool
	name  string
}

// guesses limits wrong codes where they come in. What is decided of a presence is the
// state's alone: of who has guessed too often the code is taken away, so whoever is
// registered already is still told so.
type guesses struct {
	now func() time.Time

	mu    sync.Mutex
	of    map[guesser]*wrongs
	order []guesser // the oldest first; who is no longer in of as well
}

// wrongs is one guesser's codes that count.
type wrongs struct {
	at     []time.Time // of those that were wrong, the oldest first
	flying int         // on their way
}

func newGuesses(now func() time.Time) *guesses {
	return &guesses{now: now, of: make(map[guesser]*wrongs)}
}

// enter tells whether one more code may be tried. Whoever may says what came of it, see
// leave.
func (g *guesses) enter(who guesser) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	w := g.of[who]
	if w == nil {
		w = g.count(who)
	}
	for len(w.at) > 0 && g.now().Sub(w.at[0]) >= wrongFor {
		w.at = w.at[1:]
	}
	if len(w.at)+w.flying >= maxWrong {
		return false
	}
	w.flying++
	return true
}

func (g *guesses) count(who guesser) *wrongs {
	for len(g.order) >= maxGuessers {
		delete(g.of, g.order[0])
		g.order = g.order[1:]
	}
	w := new(wrongs)
	g.of[who], g.order = w, append(g.order, who)
	return w
}

// finish says what came of a code that was let in.
func (g *guesses) finish(who guesser, wrong bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	w := g.of[who]
	if w == nil { // it gave way
		return
	}
	w.flying = max(0, w.flying-1)
	if wrong {
		w.at = append(w.at, g.now())
	}
}

// guess is a typed code that is on its way.
type guess struct {
	who     guesser
	refused bool // there were too many before; the code was taken away
}

// guess counts a typed code of a student or device, nil where there is none to count. A
// code that was scanned is not: nobody closes a roll call to others by guessing.
func (c *Coordinator) guess(m micro.Request, command *rollcall.Command) *guess {
	a := command.Asked
	if a == nil || a.Code == "" || a.Kiosk != "" || subjects.Scanned(a.Code) {
		return nil
	}
	who := guesser{class: command.Class, name: a.Device}
	if c.cfg.Auth {
		if asker := identity.OfRequest(m); asker.Role == identity.Student {
			who.login, who.name = true, asker.Login
		}
	}
	if who.name == "" {
		return nil
	}
	g := &guess{who: who, refused: !c.guesses.enter(who)}
	if g.refused {
		without := *a
		without.Code = ""
		if command.Asked = &without; without == (rollcall.Asked{}) {
			command.Asked = nil
		}
	}
	return g
}

// countGuess notes what came of the request's code, and says so where none was let in.
func (r *request) countGuess(out *rollcall.Outcome) {
	switch g := r.guess; {
	case g == nil:
	case g.refused:
		if out.Verdict == rollcall.CodeMissing {
			out.Verdict = rollcall.TooManyCodes
		}
	default:
		r.c.guesses.finish(g.who, out.Verdict == rollcall.CodeWrong)
	}
}
