package failover

import (
	"cmp"
	"slices"
	"time"
)

// losses are the logs whose leader is lost, by name.
type losses map[string]*loss

type loss struct {
	since  time.Time
	next   time.Time // when the others are asked again
	called time.Time // when this node has last asked for an election
}

// due are the logs that have lost their leader and whose others are to be asked now. One that
// never had a leader, as when a cluster starts, has lost none.
func (all losses) due(logs []Log, now time.Time) (due []Log) {
	for _, l := range logs {
		known := all[l.Name]
		switch {
		case l.Heard:
			delete(all, l.Name)
			continue
		case known == nil && l.Leader == "":
			continue
		case known == nil:
			known = &loss{since: now}
			all[l.Name] = known
		}
		if now.Before(known.next) {
			continue
		}
		every := lookEvery
		if now.Sub(known.since) > turn {
			every = laterEvery
		}
		known.next = now.Add(every)
		due = append(due, l)
	}
	return due
}

// elects tells whether it is this node's turn to ask for an election of a log, so long
// after its leader was lost: most have lost it and nobody hears one, and the turn goes
// round among those who have answered, from the one with the longest log on.
func elects(node string, lost Log, answers []Answer, since time.Duration) bool {
	type candidate struct {
		node  string
		index uint64
	}
	self := candidate{node, lost.Index}
	candidates := []candidate{self}
	for _, a := range answers {
		i := slices.IndexFunc(a.Logs, func(l Log) bool { return l.Name == lost.Name })
		switch {
		case i < 0: // it has no copy
		case a.Logs[i].Heard:
			return false
		default:
			candidates = append(candidates, candidate{a.Node, a.Logs[i].Index})
		}
	}
	if 2*len(candidates) <= lost.Servers {
		return false
	}
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.index, a.index), cmp.Compare(a.node, b.node))
	})
	return candidates[int(since/turn)%len(candidates)] == self
}
