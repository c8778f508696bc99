package measure

import (
	"context"
	"runtime/metrics"
	"time"
)

// usage is what a process has used since it was started, or several in a while.
type usage struct {
	cpu     time.Duration // of user and system together
	bytes   uint64        // allocated on the heap
	objects uint64        // likewise
}

func (u usage) plus(v usage) usage {
	return usage{u.cpu + v.cpu, u.bytes + v.bytes, u.objects + v.objects}
}

// since is what was used after v, and false when a process had less than
// before: then it is another.
func (u usage) since(v usage) (usage, bool) {
	if u.cpu < v.cpu || u.bytes < v.bytes || u.objects < v.objects {
		return usage{}, false
	}
	return usage{u.cpu - v.cpu, u.bytes - v.bytes, u.objects - v.objects}, true
}

// ownUsage is this process's, to the system's resolution and not to that of
// the collector's estimates.
func ownUsage() (usage, error) {
	cpu, err := ownCPU()
	if err != nil {
		return usage{}, err
	}
	heap := []metrics.Sample{
		{Name: "/gc/heap/allocs:bytes"}, {Name: "/gc/heap/allocs:objects"},
		{Name: "/gc/heap/tiny/allocs:objects"},
	}
	metrics.Read(heap)
	return usage{cpu, heap[0].Value.Uint64(), heap[1].Value.Uint64() + heap[2].Value.Uint64()}, nil
}

// sleepUntil is over at the time, or when ctx is; the error is ctx's.
func sleepUntil(ctx context.Context, at time.Time) error {
	d := time.Until(at)
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
