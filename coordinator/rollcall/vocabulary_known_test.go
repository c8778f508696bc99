package rollcall_test

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// The words for what the writer of a command knew.

var knowns = map[string]rollcall.Known{
	"": rollcall.NothingKnown, "done": rollcall.KnownDone, "later": rollcall.KnownLater,
	"open": rollcall.KnownOpen, "shut": rollcall.KnownShut,
}

// foresee fills in what the writer of the record knows of its requests, who has applied the
// records up to the one that it says.
func (c *cluster) foresee(at entering, requests []request) {
	if at.rules < rollcall.ByKnown {
		return
	}
	writer := c.replicas[0]
	if at.after < uint64(len(c.journal)) {
		writer = c.replayTo(1, at.after, never)
	}
	for i := range requests {
		command := requests[i].command()
		known, open := writer.Foresee(&command)
		for word, k := range knowns {
			if k == known {
				requests[i].known = word
			}
		}
		requests[i].open = open
	}
}

// next has a replica begin one more record, by the rules of the last, of a writer that has
// applied all.
func (c *cluster) next(r *replica) {
	r.Enter(rollcall.Head{Record: r.Next(), Rules: max(c.naive.rules, rollcall.ByStamps),
		Written: c.history.now, Age: c.naive.age, After: r.Next() - 1})
}

// lags draws how far the writer of a record is behind, and whether the record is a fence.
func (c *cluster) lags(t *rapid.T, at entering) entering {
	if at.rules < rollcall.ByKnown {
		return at
	}
	at.after -= min(at.after, rapid.SampledFrom([]uint64{0, 0, 0, 0, 1, 2, 4}).Draw(t, "lag"))
	at.fence = at.after == at.record-1 && rapid.IntRange(0, 7).Draw(t, "fence") == 0
	return at
}

// lie has writers be wrong in what they say they know, now and then. That must not make
// replays differ.
func lie(t *rapid.T, at entering, requests []request) {
	if at.rules < rollcall.ByKnown || rapid.IntRange(0, 9).Draw(t, "lies") != 0 {
		return
	}
	for i := range requests {
		known := rapid.SampledFrom(slices.Sorted(maps.Keys(knowns))).Draw(t, "known")
		if start := requests[i].verb == "start"; start != (known == "shut") || known == "" {
			requests[i].known = known
		}
	}
}
