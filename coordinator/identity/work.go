package identity

import "sync"

// workers do what is queued, each one after the other.
type workers struct {
	over chan struct{}
	all  sync.WaitGroup
}

// start has n workers do what is queued.
func start[T any](n int, queue <-chan T, do func(T)) *workers {
	w := &workers{over: make(chan struct{})}
	for range n {
		w.all.Go(func() { work(queue, w.over, do) })
	}
	return w
}

// end returns when what is queued is done.
func (w *workers) end() {
	close(w.over)
	w.all.Wait()
}

// work does what is queued until it is over, and then what is left.
func work[T any](queue <-chan T, over <-chan struct{}, do func(T)) {
	for {
		select {
		case one := <-queue:
			do(one)
			continue
		default:
		}
		select {
		case one := <-queue:
			do(one)
		case <-over:
			return
		}
	}
}
