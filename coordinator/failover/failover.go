// Package failover has the nodes of a cluster elect the next leader of a log as soon as most
// of them have lost the one that was, instead of after the 4 to 9 s that the NATS server
// waits by itself.
//
// Safety is Raft's: a node that asks too early, or with too short a log, is not elected, and
// nothing is lost or doubled. This package sees to it that no election is asked for in vain.
// Most nodes must have lost the leader, and none may still hear it: two nodes that have only
// lost each other would hold elections without end. One node at a time asks, the one with
// the longest log first.
//
// Liveness is the NATS server's: without this package, or when nobody answers it, its own
// timers elect somebody.
//
// It knows no server: it asks the others, and decides.
package failover

import (
	"context"
	"log/slog"
	"time"
)

const (
	// lookEvery is how often a node looks at its leaders, laterEvery when a loss is older
	// than a turn.
	lookEvery, laterEvery = 50 * time.Millisecond, 500 * time.Millisecond
	// pausedAfter is how long there may be no look: then this process stood still, and what
	// it has not heard meanwhile says nothing until its buffers are worked off.
	pausedAfter, excused = 500 * time.Millisecond, 2 * time.Second
	// turn is how long a node has for its election before it is the next one's turn: a
	// little more than an election takes.
	turn = 1700 * time.Millisecond
)

// Log is a node's copy of a log of replication.
type Log struct {
	Name    string
	Leader  string // empty: none
	Heard   bool   // the leader is this node, or is heard by it
	Index   uint64 // of the last entry that the node has
	Servers int    // that have a copy
}

// Elections are what a node knows of its logs, and can ask of them.
type Elections interface {
	// Logs are those of which other nodes have copies too.
	Logs() []Log
	// Campaign asks for an election of a log's leader.
	Campaign(log string) error
}

// Watcher asks for elections.
type Watcher struct {
	Node      string // its name
	Elections Elections
	// Ask gives what other nodes say of theirs; it waits for so many, but not long.
	Ask    func(ctx context.Context, enough int) []Answer
	Logger *slog.Logger
	Called func()          // is told of each election asked for
	Looked func(lost bool) // is told at each look whether a log has lost its leader
}

// Watch returns when ctx is done.
func (w Watcher) Watch(ctx context.Context) {
	all := losses{}
	var looked, until time.Time
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		now := time.Now()
		if !looked.IsZero() && now.Sub(looked) > pausedAfter {
			until = now.Add(excused)
		}
		if looked = now; now.Before(until) {
			clear(all)
			w.Looked(true) // for nobody knows
			continue
		}
		w.look(ctx, all, now)
		looked = time.Now() // to ask takes time as well
	}
}

// look asks for the elections that are due.
func (w Watcher) look(ctx context.Context, all losses, now time.Time) {
	due := all.due(w.Elections.Logs(), now)
	w.Looked(len(all) > 0)
	if len(due) == 0 {
		return
	}
	enough := 0
	for _, l := range due {
		enough = max(enough, l.Servers-2) // all but this one and the one that is lost
	}
	answers := w.Ask(ctx, enough)
	for _, l := range due {
		loss := all[l.Name]
		if !elects(w.Node, l, answers, now.Sub(loss.since)) || !loss.called.Before(now.Add(-turn)) {
			continue
		}
		loss.called = now
		w.Logger.Info("the leader of a log is lost: an election is asked for", "log", l.Name,
			"for", now.Sub(loss.since).Round(time.Millisecond))
		if err := w.Elections.Campaign(l.Name); err != nil {
			w.Logger.Debug("asking for an election", "log", l.Name, "err", err)
			continue
		}
		w.Called()
	}
}
