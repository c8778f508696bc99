package classes

import (
	"context"

	"github.com/chamada/chamada/subjects"
)

// revision is one that was replaced and is to be erased. Every coordinator erases those that it
// has seen, so that none stays because one has died.
type revision struct {
	class subjects.Class
	seq   uint64
}

// eraseStale erases them. What fails is tried again the next time.
func (c *Classes) eraseStale(ctx context.Context) {
	for ctx.Err() == nil {
		r, ok := c.nextStale()
		if !ok {
			return
		}
		if err := c.store.erase(ctx, r); err != nil {
			if !c.unerased && ctx.Err() == nil {
				c.log.Warn("an old revision of a class list is not erased yet", "class", r.class,
					"err", err)
			}
			c.unerased = true
			return
		}
		c.unerased = false
		c.mu.Lock()
		c.stale = c.stale[1:]
		c.mu.Unlock()
	}
}

func (c *Classes) nextStale() (r revision, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.stale) == 0 {
		return revision{}, false
	}
	return c.stale[0], true
}
