package serve

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

// logOptions say how the operator reads the log.
type logOptions struct {
	level  slog.Level
	format logFormat
}

func (o logOptions) handler(w io.Writer) slog.Handler {
	opts := &slog.HandlerOptions{Level: o.level}
	if o.format == "json" {
		return slog.NewJSONHandler(w, opts)
	}
	return slog.NewTextHandler(w, opts)
}

const (
	// maxLines may wait for standard error to take them: some 1 MB.
	maxLines = 4096
	// lastLines is how long the end of the process waits for the last of them.
	lastLines = time.Second
)

// lines write what a server says, a line each, behind its back: a pipe that nobody reads,
// a terminal that is held or a full disk must not hold up those who are served, and a
// reader that is gone must not end it. What could not be written is counted, and told
// as soon as something can be.
type lines struct {
	w      io.Writer
	tell   slog.Handler // writes to w
	queue  chan []byte
	lost   atomic.Uint64
	told   uint64        // of the lost; belongs to write
	ending chan struct{} // closed by Close
	ended  chan struct{} // closed when all is written
	once   sync.Once
}

// newLines writes to w.
func newLines(w io.Writer, log logOptions) *lines {
	w = terminal.OnScreen(w)
	l := &lines{
		w: w, tell: log.handler(w), queue: make(chan []byte, maxLines),
		ending: make(chan struct{}), ended: make(chan struct{}),
	}
	go l.run()
	return l
}

// Write never blocks nor fails.
func (l *lines) Write(line []byte) (int, error) {
	select {
	case l.queue <- bytes.Clone(line):
	default:
		l.lost.Add(1)
	}
	return len(line), nil
}

// Lost is how many lines were not written.
func (l *lines) Lost() uint64 { return l.lost.Load() }

// Close returns when what was said is written, or after a second: then nobody takes it.
func (l *lines) Close() {
	l.once.Do(func() { close(l.ending) })
	select {
	case <-l.ended:
	case <-time.After(lastLines):
	}
}

func (l *lines) run() {
	defer close(l.ended)
	for {
		select {
		case line := <-l.queue:
			l.write(line)
		case <-l.ending:
			for len(l.queue) > 0 {
				l.write(<-l.queue)
			}
			return
		}
	}
}

func (l *lines) write(line []byte) {
	if lost := l.lost.Load(); lost > l.told && l.tellLost(lost-l.told) == nil {
		l.told = lost
	}
	if _, err := l.w.Write(line); err != nil {
		l.lost.Add(1)
	}
}

func (l *lines) tellLost(n uint64) error {
	r := slog.NewRecord(time.Now(), slog.LevelWarn,
		"lines of the log are missing here: standard error did not take them", 0)
	r.Add("lines", n)
	return l.tell.Handle(context.Background(), r)
}
