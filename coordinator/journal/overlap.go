package journal

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// streamsChanged is where the server tells of every stream made, changed or deleted.
var streamsChanged = []string{
	"$JS.EVENT.ADVISORY.STREAM.CREATED.*",
	"$JS.EVENT.ADVISORY.STREAM.UPDATED.*",
	"$JS.EVENT.ADVISORY.STREAM.DELETED.*",
}

// soon is the first pause between two looks; each further one is twice as long. The server
// tells of a new stream before it lists it, at some time that it does not tell
// (nats-server's addStreamWithAssignment), and a look can fail.
const soon = 100 * time.Millisecond

// overlap looks for streams on subjects that are served by somebody. Such a stream
// stores each request and acknowledges it, which the requester takes for the reply
// when it comes first. Who has set it up does not notice, so it is said here.
type overlap struct {
	js    jetstream.JetStream
	log   *slog.Logger
	found *atomic.Pointer[[]string]

	reserved []string
	told     map[string][]string // as of the last look
	blind    bool                // it could not be looked; said once
}

func (j *Journal) watchOverlap(ctx context.Context, nc *nats.Conn, js jetstream.JetStream) {
	changed := make(chan struct{}, 1)
	for _, subject := range streamsChanged {
		if _, err := nc.Subscribe(subject, func(*nats.Msg) { poke(changed) }); err != nil {
			j.log.Debug("streams are looked at every minute only", "err", err)
		}
	}
	o := overlap{js: js, log: j.log, found: &j.overlaps, reserved: j.cfg.Reserved}
	pause, longest := soon, cmp.Or(j.cfg.TidyEvery, tidyEvery)
	for ctx.Err() == nil {
		o.look(ctx)
		select {
		case <-changed:
			pause = soon
		case <-time.After(pause):
			pause = min(2*pause, longest)
		case <-ctx.Done():
		}
	}
}

// look tells of streams that are new among those that overlap, or gone.
func (o *overlap) look(ctx context.Context) {
	is, err := o.streams(ctx)
	switch {
	case ctx.Err() != nil:
		return
	case err != nil:
		if !o.blind {
			o.log.Warn("cannot look whether a stream takes requests", "err", err)
		}
	default:
		o.tell(is)
		names := slices.Sorted(maps.Keys(is))
		o.found.Store(&names)
	}
	o.blind = err != nil
}

func (o *overlap) tell(is map[string][]string) {
	for name, subjects := range is {
		if _, told := o.told[name]; !told {
			o.log.Warn(
				"a stream takes requests and acknowledges them: who asks may take that for the "+
					"answer",
				"stream", name, "subjects", subjects, "remedy",
				"remove it, or nats stream edit "+name+" --no-ack")
		}
	}
	for name := range o.told {
		if _, still := is[name]; !still {
			o.log.Info("the stream answers no requests any more", "stream", name)
		}
	}
	o.told = is
}

// streams are those that take and acknowledge what is reserved, with their subjects.
func (o *overlap) streams(ctx context.Context) (map[string][]string, error) {
	ctx, cancel := context.WithTimeout(ctx, readWithin)
	defer cancel()
	found := map[string][]string{}
	for _, subject := range o.reserved {
		names := o.js.StreamNames(ctx, jetstream.WithStreamListSubject(subject))
		for name := range names.Name() {
			s, err := o.js.Stream(ctx, name)
			if errors.Is(err, jetstream.ErrStreamNotFound) {
				continue // gone meanwhile
			}
			if err != nil {
				return nil, err
			}
			if c := s.CachedInfo().Config; !c.NoAck {
				found[name] = c.Subjects
			}
		}
		if err := names.Err(); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Overlaps are the names of streams that take what is reserved, as of the last look.
func (j *Journal) Overlaps() []string {
	if names := j.overlaps.Load(); names != nil {
		return *names
	}
	return nil
}
