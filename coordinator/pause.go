package coordinator

import (
	"context"
	"sync/atomic"
	"time"
)

const (
	beatEvery = 100 * time.Millisecond
	// A process that did not run for this long stood still: it was stopped,
	// or its machine was.
	pauseAfter = 500 * time.Millisecond
	// refuseAfterPause is how long after a pause requests are turned away: longer
	// than it takes to work off what had piled up in buffers.
	refuseAfterPause = time.Second
)

// pause notices that the process has not run for a while. What piled up
// meanwhile is old: who sent it has gone to another replica since and may have
// been refused there. To let it take effect now would contradict that, so it
// is turned away, and who still waits sends it again.
type pause struct {
	began time.Time
	beat  atomic.Int64 // when it last ran, since began
	until atomic.Int64 // requests are turned away, since began
}

// watch keeps the heart beating until ctx is done.
func (s *pause) watch(ctx context.Context) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		s.recently(time.Now()) // before the new beat hides how old the last one is
		s.beat.Store(int64(time.Since(s.began)))
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// recently tells whether a request that is seen at this time may be an old one.
func (s *pause) recently(at time.Time) bool {
	now := int64(at.Sub(s.began))
	if now-s.beat.Load() > int64(pauseAfter) {
		s.until.Store(now + int64(refuseAfterPause))
		return true
	}
	return now < s.until.Load()
}
