package embedded

import (
	"log/slog"
	"maps"
	"sync"
	"time"
)

const (
	// repeatEvery is how often a text is logged that comes again and again.
	repeatEvery = time.Minute
	// maxRepeats bounds the texts that are remembered.
	maxRepeats = 64
)

// repeats keeps what the server says every second, for as long as something
// lasts, from filling the log.
type repeats struct {
	mu   sync.Mutex
	said map[string]time.Time
}

// level is that of a text, debug when it was said not long ago.
func (r *repeats) level(level slog.Level, text string) slog.Level {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.said, func(_ string, at time.Time) bool { return time.Since(at) >= repeatEvery })
	if _, ok := r.said[text]; ok {
		return slog.LevelDebug
	}
	if r.said == nil || len(r.said) >= maxRepeats {
		r.said = make(map[string]time.Time)
	}
	r.said[text] = time.Now()
	return level
}
