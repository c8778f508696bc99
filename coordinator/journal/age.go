package journal

import (
	"sync"
	"time"
)

// ageClock is how old a replica is: as old as the oldest record that it knew, and by its
// monotonic clock as much older as has passed since. Time in which it did not run does
// not count, and what the wall clock says neither.
type ageClock struct {
	elapsed func() time.Duration // monotonic

	mu    sync.Mutex
	known bool
	age   time.Duration // at
	at    time.Duration
}

// now is the age; zero when no record had one yet.
func (c *ageClock) now() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.read()
}

func (c *ageClock) read() time.Duration {
	if !c.known {
		return 0
	}
	return c.age + c.elapsed() - c.at
}

// observe learns the age of a record.
func (c *ageClock) observe(age time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.known || age > c.read() {
		c.known, c.age, c.at = true, age, c.elapsed()
	}
}
