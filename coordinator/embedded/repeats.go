package embedded

import (
	"log/slog"
	"sync"
	"time"
)

// repeatEvery is how often a text is logged that comes again and again.
const repeatEvery = time.Minute

// repeats keeps what the server says every second, for as long as something
// lasts, from filling the log.
type repeats struct {
	mu   sync.Mutex
	last string
	said time.Time
}

// level is that of a text, debug when it was said just before.
func (r *repeats) level(level slog.Level, text string) slog.Level {
	r.mu.Lock()
	defer r.mu.Unlock()
	if text == r.last && time.Since(r.said) < repeatEvery {
		return slog.LevelDebug
	}
	r.last, r.said = text, time.Now()
	return level
}
