// Package loglimit bounds a log that others can make grow. Any client can have the server
// write a line for each thing that is forbidden, and a stranger for each wrong login.
//
// Each kind of line has a limit of its own, so that rare lines are not lost among frequent
// ones. Each origin has one, too, so that clients cannot use up the server's own lines. A
// line is cut at [MaxText]. The log says how many lines it has left out.
//
// It knows nothing of NATS or roll calls.
package loglimit

import (
	"context"
	"log/slog"
	"time"
)

// Source is whose doing a line is.
type Source uint8

const (
	// Ours: of this program, whose messages are constants: a message is a kind.
	Ours Source = iota
	// Server: of the NATS server, about itself, its disk or its cluster.
	Server
	// Peers: of the NATS server, about a connection of another server, or of who
	// poses as one.
	Peers
	// Clients: of the NATS server, about a connection of anybody.
	Clients
	sources
)

// rate is how many lines are written at once at the most, and then each second.
type rate struct{ burst, perSecond float64 }

// limits are those of a source. Each has its own, so a day of an attack on all of
// them is half a gigabyte of log.
type limits struct {
	kind rate // of each kind of line
	all  rate // of all lines from info up
	once bool // a text is written once in repeatEvery
}

var limitsOf = [sources]limits{
	Ours:    {kind: rate{1000, 5}, all: rate{5000, 50}},
	Server:  {kind: rate{50, 1}, all: rate{500, 10}, once: true},
	Peers:   {kind: rate{50, 1}, all: rate{100, 5}, once: true},
	Clients: {kind: rate{50, 1}, all: rate{100, 5}, once: true},
}

// details are the lines below info, of each source. Who wants those wants many.
var details = rate{5000, 1000}

const (
	// repeatEvery is how often the same text is written.
	repeatEvery = time.Minute
	// maxRepeats bounds the texts that are remembered of a source, maxKinds its kinds.
	// Further kinds share the limit of one.
	maxRepeats = 64
	maxKinds   = 64
)

type line struct{}

// origin is what a context says of a line.
type origin struct {
	source Source
	kind   string
}

// From marks a line as another's doing, and says what kind it is: what does not
// change from one such line to the next. Its message may be of any length.
func From(ctx context.Context, source Source, kind string) context.Context {
	return context.WithValue(ctx, line{}, origin{source, kind})
}

// Handler writes to another handler what the limits let through.
type Handler struct {
	next slog.Handler
	*ledger
}

var _ slog.Handler = (*Handler)(nil)

// New limits what is written to next, unless that is limited already. Close it to have
// said what was left out.
func New(next slog.Handler) *Handler {
	if h, ok := next.(*Handler); ok {
		return h
	}
	return &Handler{next, newLedger(next)}
}

// Handle writes a line, or counts that it did not.
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	from, ok := ctx.Value(line{}).(origin)
	if !ok {
		from.kind = r.Message
	}
	if !h.admits(from.source, kind{r.Level, from.kind}, r.Message) {
		return nil
	}
	return h.next.Handle(ctx, cutRecord(r, ok))
}

// Enabled is as of the handler that is limited.
func (h *Handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// WithAttrs shares the limits.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &Handler{h.next.WithAttrs(attrs), h.ledger}
}

// WithGroup shares the limits.
func (h *Handler) WithGroup(name string) slog.Handler {
	return &Handler{h.next.WithGroup(name), h.ledger}
}
