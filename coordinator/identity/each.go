package identity

import (
	"context"
	"sync"
)

// abreast is how many logins are written at once: each waits for the disks.
const abreast = 16

// each calls do with 0 to n-1, some at once. When one fails, or ctx is done, the
// context of those that have not begun is done.
func each(ctx context.Context, n int, do func(context.Context, int) error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	next := make(chan int)
	var writers sync.WaitGroup
	for range abreast {
		writers.Go(func() {
			for i := range next {
				if err := do(ctx, i); err != nil {
					fail(err)
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	writers.Wait()
}
