package loglimit

import (
	"cmp"
	"log/slog"
	"maps"
	"slices"
	"time"
)

// kind is what lines have in common that are alike. Level and words together, so
// that an error is not left out because of warnings.
type kind struct {
	level slog.Level
	words string
}

// said is what is not written again so soon.
type said struct {
	kind
	text string
}

// account is what was written and left out of one source.
type account struct {
	limits
	total bucket // of all
	kinds map[kind]*tally
	said  map[said]time.Time // when it was written
}

func newAccount(of limits) *account {
	return &account{
		limits: of, total: full(of.all),
		kinds: make(map[kind]*tally), said: make(map[said]time.Time),
	}
}

func (a *account) admits(k kind, text string, now time.Time) bool {
	if k.level < slog.LevelInfo {
		t := a.tally(kind{level: k.level}, details, now)
		return t.allow(now) || t.omit(text, now)
	}
	t := a.tally(k, a.kind, now)
	if !t.has(now) || !a.total.has(now) || a.once && a.repeats(said{k, Cut(text)}, now) {
		return t.omit(text, now)
	}
	return t.allow(now) && a.total.allow(now)
}

// tally is the tally of a kind. Kinds for which there is no room share one.
func (a *account) tally(k kind, limit rate, now time.Time) *tally {
	t, ok := a.kinds[k]
	if !ok && len(a.kinds) >= maxKinds {
		maps.DeleteFunc(a.kinds, func(_ kind, t *tally) bool { return t.idle(now) })
		if len(a.kinds) >= maxKinds {
			k = kind{level: k.level}
			t, ok = a.kinds[k]
		}
	}
	if !ok {
		t = &tally{bucket: full(limit), level: k.level}
		a.kinds[k] = t
	}
	return t
}

// repeats tells whether that was written not long ago, and otherwise notes that
// it is now.
func (a *account) repeats(s said, now time.Time) bool {
	if at, ok := a.said[s]; ok && now.Sub(at) < repeatEvery {
		return true
	}
	if len(a.said) >= maxRepeats {
		maps.DeleteFunc(a.said, func(_ said, at time.Time) bool {
			return now.Sub(at) >= repeatEvery
		})
	}
	if len(a.said) >= maxRepeats {
		clear(a.said)
	}
	a.said[s] = now
	return false
}

// due is what is to be told of what was left out, the oldest first, and whether more
// will be.
func (a *account) due(now time.Time) (records []slog.Record, waits bool) {
	var due []*tally
	for _, t := range a.kinds {
		switch {
		case t.left == 0:
		case now.Sub(t.since) >= t.every:
			due = append(due, t)
		default:
			waits = true
		}
	}
	slices.SortFunc(due, func(t, u *tally) int {
		return cmp.Or(t.since.Compare(u.since), cmp.Compare(t.like, u.like))
	})
	for _, t := range due {
		records = append(records, t.tell())
	}
	return records, waits
}
