package measure

import (
	"bytes"
	"encoding/json"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// outcome is what became of a presence.
type outcome int

const (
	confirmed outcome = iota
	refused
	failed // an error, or no reply
)

// tally counts the outcomes of one measurement, for all clients.
type tally struct {
	start, end time.Time // of what is measured; the warmup is before

	confirmed atomic.Int64 // whose reply came between start and end
	refused   atomic.Int64 // at any time, warmup included
	failed    atomic.Int64 // likewise
	failure   atomic.Pointer[string]
}

func newTally(start, end time.Time) *tally { return &tally{start: start, end: end} }

func (t *tally) measures(at time.Time) bool { return !at.Before(t.start) && at.Before(t.end) }

func (t *tally) count(o outcome, at time.Time) {
	switch {
	case o == refused:
		t.refused.Add(1)
	case o == failed:
		t.failed.Add(1)
	case t.measures(at):
		t.confirmed.Add(1)
	}
}

// classify says what became of a request. A confirmation begins as the request
// does, with head; only what does not look like one is decoded.
func (t *tally) classify(head []byte, reply *nats.Msg, err error) outcome {
	if err != nil {
		return t.note(err)
	}
	if bytes.HasPrefix(reply.Data, head) {
		return confirmed
	}
	if reply.Header.Get(subjects.HeaderStatus) != "" {
		return t.note(subjects.DecodeError(reply.Data))
	}
	var presence subjects.Presence
	if err := json.Unmarshal(reply.Data, &presence); err != nil {
		return t.note(err)
	}
	if presence.Refused() {
		return refused
	}
	return confirmed
}

// note keeps the first error, for people to read.
func (t *tally) note(err error) outcome {
	text := err.Error()
	t.failure.CompareAndSwap(nil, &text)
	return failed
}

// firstFailure is the one noted, empty if there was none.
func (t *tally) firstFailure() string {
	if text := t.failure.Load(); text != nil {
		return *text
	}
	return ""
}

// perSecond is the rate of confirmed presences by the time of now.
func (t *tally) perSecond(now time.Time) float64 {
	if now.After(t.end) {
		now = t.end
	}
	elapsed := now.Sub(t.start).Seconds()
	if elapsed <= 0 {
		return 0
	}
	return float64(t.confirmed.Load()) / elapsed
}
