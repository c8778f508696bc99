package embedded

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

const (
	// storageEvery is how often the store is looked at, and room looked for.
	storageEvery = time.Second
	// lowSpace, in bytes, should be left for those who keep the disk to see to it.
	lowSpace = 256 << 20
)

var (
	errLimit = errors.New("JetStream holds three quarters of it, its limit")
	errOff   = errors.New("JetStream has turned itself off")
)

// start watches until stop is called, which waits when the store is just
// being reopened.
func (s *storage) start() (stop func()) {
	s.recall()
	ctx, cancel := context.WithCancel(context.Background())
	var watching sync.WaitGroup
	watching.Go(func() { s.watch(ctx) })
	return func() {
		cancel()
		watching.Wait()
	}
}

// watch returns when ctx is done.
func (s *storage) watch(ctx context.Context) {
	tick := time.NewTicker(storageEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.doubt:
			s.ask()
		case <-tick.C:
			s.check()
		case <-ctx.Done():
			return
		}
	}
}

// ask tries the disk itself. It is false when that fails.
func (s *storage) ask() bool {
	err := probe(s.dir)
	switch {
	case err == nil:
		return true
	case diskFailed(err):
		s.enter(StorageBroken, err)
	case lacksSpace(err):
		s.enter(StorageFull, err)
	default:
		s.log.Debug("probing the data directory", "err", err)
	}
	return false
}

func (s *storage) check() {
	if s.away.Load() {
		return
	}
	on, over := s.look()
	switch e := s.state(); {
	case e == nil && !on:
		if s.ask() {
			s.enter(StorageBroken, errOff)
		}
	case e == nil && over:
		s.enter(StorageFull, errLimit)
	case e == nil:
		s.warnLow()
	case e.Code == StorageBroken: // only a person can tell that the disk is sound
	case s.given: // on says nothing: its limit is another one
		if s.roomy() && s.ask() {
			s.reopen()
		}
	case errors.Is(e, errLimit) && on && !over: // something was purged
		s.recovered(e)
	case s.goingOff(): // when it is off it can be started again
	case s.roomy():
		if s.ask() {
			s.reopen()
		}
	default:
		s.giveUp()
	}
}

// goingOff tells whether JetStream is just turning itself off, as that of a node of
// a cluster does for want of space. Where it leads JetStream's own affairs it tries
// to hand them over first, for 2 s, and then turns off whatever is on: what was
// started in between as well.
func (s *storage) goingOff() bool {
	return !s.nats.JetStreamEnabled() && s.nats.JetStreamConfig() != nil
}

// look tells whether JetStream is on, and whether it holds all it may.
func (s *storage) look() (on, over bool) {
	info, err := s.nats.Jsz(nil)
	if err != nil || info.Disabled {
		return false, false
	}
	s.used = info.Store
	return true, s.used > uint64(info.Config.MaxStore)
}

// roomy tells whether reopening would let JetStream store something more. Its
// limit is then three quarters of what it holds and what is free, together. The reserve is to be
// there again as well.
func (s *storage) roomy() bool {
	free, err := freeSpace(s.dir)
	if err != nil {
		return true
	}
	return free >= s.lent && (s.used+free-s.lent)/4*3 >= s.used+probeSize
}

// reopen starts JetStream again: it recovers from its files.
func (s *storage) reopen() {
	full := s.state()
	if s.restart(0) {
		s.given = false
		s.recovered(full)
	}
}

// restart starts JetStream again, which may hold so many bytes; zero: what it says by itself. It is
// false when the disk was found broken, or JetStream does not start.
func (s *storage) restart(limit int64) bool {
	if err := s.nats.ShutdownJetStream(); err != nil {
		s.log.Debug("shutting JetStream down", "err", err)
	}
	if s.state().Code == StorageBroken {
		return false // found out only now
	}
	s.overwrite()
	err := s.nats.EnableJetStream(&server.JetStreamConfig{StoreDir: s.dir, MaxMemory: maxMemory,
		MaxStore: limit})
	if err != nil {
		s.log.Warn("the data directory has room again, but JetStream does not start; trying on",
			"data", s.dir, "err", err)
	}
	return err == nil
}

// warnLow warns once, and again after there was plenty. With plenty the reserve is made.
func (s *storage) warnLow() {
	free, err := freeSpace(s.dir)
	low := err == nil && (free < lowSpace || s.low && free < 2*lowSpace)
	if low && !s.low {
		s.log.Warn(
			"the disk of the data directory is nearly full: when it is, requests are refused "+
				"until there is room", "data", s.dir, "free_bytes", free)
	}
	s.low = low
	if err == nil {
		s.keepReserve(free)
	}
}
