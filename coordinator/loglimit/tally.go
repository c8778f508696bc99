package loglimit

import (
	"log/slog"
	"time"
)

// bucket has as many lines as may still be written.
type bucket struct {
	rate
	lines float64
	at    time.Time
}

func full(r rate) bucket { return bucket{rate: r, lines: r.burst} }

func (b *bucket) has(now time.Time) bool {
	if !b.at.IsZero() {
		b.lines = min(b.burst, b.lines+max(0, now.Sub(b.at).Seconds())*b.perSecond)
	}
	b.at = now
	return b.lines >= 1
}

func (b *bucket) allow(now time.Time) bool {
	if !b.has(now) {
		return false
	}
	b.lines--
	return true
}

// tally is one kind of lines.
type tally struct {
	bucket // those that may still be written
	level  slog.Level

	left  int           // out, and not told
	since time.Time     // the first of them
	last  time.Time     // the latest that was left out, told or not
	every time.Duration // how long after the first it is told
	like  string        // that one's text
}

// omit counts a line that is not written; it is always false.
func (t *tally) omit(text string, now time.Time) bool {
	if now.Sub(t.last) >= 2*tellAtLeast {
		t.every = tellAfter
	}
	if t.left == 0 {
		t.since, t.like = now, Cut(text)
	}
	t.left++
	t.last = now
	return false
}

// tell is the line that says how many were left out.
func (t *tally) tell() slog.Record {
	const what = "lines of the log were left out, as they are alike or too many"
	r := slog.NewRecord(time.Now(), t.level, what, 0)
	r.AddAttrs(slog.Int("lines", t.left), slog.String("like", t.like),
		slog.Duration("within", t.last.Sub(t.since).Round(time.Second)))
	t.left, t.every = 0, min(2*t.every, tellAtLeast)
	return r
}

// idle tells whether nothing is lost when the tally is forgotten.
func (t *tally) idle(now time.Time) bool {
	return t.left == 0 && now.Sub(t.last) >= 2*tellAtLeast && t.has(now) && t.lines == t.burst
}
