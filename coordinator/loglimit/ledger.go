package loglimit

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	// tellAfter is how long after the first line was left out the log says how many
	// it were. Each time it is twice as long until the next, up to tellAtLeast.
	tellAfter   = 5 * time.Second
	tellAtLeast = time.Minute
	// lookEvery is how often it is looked whose time has come, while lines are left out.
	lookEvery = time.Second
)

// ledger has what was written and left out of each source.
type ledger struct {
	next slog.Handler // is told what was left out

	mu      sync.Mutex
	sources [sources]*account
	looking *time.Timer // nil: nothing is left out
}

func newLedger(next slog.Handler) *ledger {
	l := &ledger{next: next}
	for source := range l.sources {
		l.sources[source] = newAccount(limitsOf[source])
	}
	return l
}

// admits tells whether a line is written, and counts it where it is not.
func (l *ledger) admits(source Source, k kind, text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sources[source].admits(k, text, time.Now()) {
		return true
	}
	if l.looking == nil {
		l.looking = time.AfterFunc(lookEvery, l.look)
	}
	return false
}

// look says what was left out where it is time to, and goes on while there is more.
func (l *ledger) look() {
	l.mu.Lock()
	var due []slog.Record
	more := false
	for _, a := range l.sources {
		records, waits := a.due(time.Now())
		due, more = append(due, records...), more || waits
	}
	l.looking = nil
	if more {
		l.looking = time.AfterFunc(lookEvery, l.look)
	}
	l.mu.Unlock()
	l.tell(due)
}

// Close says what was left out and not told yet. What comes later is limited, and
// told, as before.
func (l *ledger) Close() {
	l.mu.Lock()
	var due []slog.Record
	for _, a := range l.sources {
		records, _ := a.due(time.Now().Add(2 * tellAtLeast))
		due = append(due, records...)
	}
	if l.looking != nil {
		l.looking.Stop()
		l.looking = nil
	}
	l.mu.Unlock()
	l.tell(due)
}

func (l *ledger) tell(due []slog.Record) {
	for _, r := range due {
		_ = l.next.Handle(context.Background(), r) // there is nobody to be told
	}
}
