package measure

import (
	"sync"
	"sync/atomic"
)

// atOnce are as many operations on roll calls as are under way together: the
// journal takes many as fast as one.
const atOnce = 256

// inParallel calls f for each i below n and returns after the last.
func inParallel(n int, f func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, atOnce) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	workers.Wait()
}
