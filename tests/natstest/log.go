package natstest

import (
	"bytes"
	"strings"
	"sync"
)

// Log is what somebody writes, to be read meanwhile. The zero Log is empty;
// any goroutine may use it.
type Log struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

// String is what was written so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// Count is how often text was written so far.
func (l *Log) Count(text string) int { return strings.Count(l.String(), text) }
