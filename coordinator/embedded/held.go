package embedded

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/chamada/chamada/coordinator/integrity"
)

// heldEvery is how often a node notes what its store holds.
const heldEvery = time.Second

// holds is what the server knows its store to hold, also what loss of power may still take.
func (s *Server) holds() (h integrity.Held) {
	info, err := s.nats.Jsz(&server.JSzOptions{Streams: true})
	if err != nil {
		return h
	}
	for _, account := range info.AccountDetails {
		for _, stream := range account.Streams {
			if state := stream.State; state.Msgs > 0 {
				h.Streams = append(h.Streams, integrity.HeldStream{
					Account: account.Id, Name: stream.Name, First: state.FirstSeq,
					Last: state.LastSeq,
				})
			}
		}
	}
	return h
}

// watchHeld notes what the store holds until stop is called.
func (s *Server) watchHeld() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var watching sync.WaitGroup
	watching.Go(func() {
		for ctx.Err() == nil {
			s.noteHeld(false)
			pause(ctx, heldEvery)
		}
	})
	return func() {
		cancel()
		watching.Wait()
		s.noteHeld(true)
	}
}

// noteHeld notes nothing of a store that is damaged or off.
func (s *Server) noteHeld(stopped bool) {
	if !s.nats.JetStreamEnabled() || s.Damage() != nil {
		return
	}
	held := s.holds()
	held.Stopped = stopped
	if !s.clustered {
		held.Alone = true
		held.Streams = slices.DeleteFunc(held.Streams, func(h integrity.HeldStream) bool {
			return !slices.Contains(s.noted, h.Key())
		})
	}
	if err := integrity.WriteHeld(s.scrub.dir, held); err != nil {
		s.storage.log.Debug("noting what the store holds", "err", err)
	}
}

// missed compares the files with what the server knows of them. What it held before the
// look must be there, and what it holds after it began where the files do.
func missed(report integrity.Report, before, after integrity.Held) []integrity.Damage {
	begins := make(map[[2]string]uint64)
	for _, s := range after.Streams {
		begins[[2]string{s.Account, s.Name}] = s.First
	}
	both := integrity.Held{Stopped: true}
	for _, s := range before.Streams {
		if first, there := begins[[2]string{s.Account, s.Name}]; there {
			s.First = first
			both.Streams = append(both.Streams, s)
		}
	}
	return report.Miss(both)
}
