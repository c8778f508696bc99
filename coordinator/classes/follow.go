package classes

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
)

// behindFor is the pause until a node that answers a read is asked again for a marker that it does
// not have yet.
const behindFor = 2 * time.Millisecond

// Fresh waits until every change that was confirmed before the call has been read. The error is
// [ErrOverloaded] or [ErrUnread].
func (c *Classes) Fresh(ctx context.Context) error {
	read := make(chan error, 1)
	c.mu.Lock()
	if len(c.waiting) >= maxWaiting {
		c.mu.Unlock()
		return ErrOverloaded
	}
	c.waiting = append(c.waiting, read)
	c.mu.Unlock()
	poke(c.wanted)
	select {
	case err := <-read:
		return err
	case <-ctx.Done():
		return ErrUnread
	}
}

// follow keeps the entries as the bucket is, until ctx is done. After each signal on again it
// reads the whole bucket: it may be another one.
func (c *Classes) follow(ctx context.Context, again <-chan struct{}) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for ctx.Err() == nil {
		readers := c.takeWaiting()
		err := c.look(ctx, len(readers) > 0)
		for _, r := range readers {
			r <- wordless(err)
		}
		c.report(ctx, err)
		c.eraseStale(ctx)
		select {
		case <-c.wanted:
		case <-tick.C:
		case <-again:
			c.whole = true
		case <-ctx.Done():
		}
	}
}

// wordless is what a reader is told: the log has the cause.
func wordless(err error) error {
	if err == nil {
		return nil
	}
	return ErrUnread
}

func (c *Classes) takeWaiting() (waiting []chan error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	waiting, c.waiting = c.waiting, nil
	return waiting
}

// look reads what is new in the bucket, or all of it: up to a marker that it writes, or else up to
// what the node that answers has.
func (c *Classes) look(ctx context.Context, marked bool) (err error) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	until := uint64(0)
	if marked || c.whole {
		if until, err = c.store.mark(ctx); err != nil {
			return err
		}
	}
	if until != 0 && until < c.next {
		c.log.Warn("the bucket of the class lists was made again and is read anew", "bucket", Bucket)
		c.forgetAll()
		c.whole = true
	}
	if !c.whole {
		return c.read(ctx, until, c.set)
	}
	c.next = 1
	all, replaced := map[subjects.Class]*Entry{}, []revision(nil)
	err = c.read(ctx, until, func(e *Entry) {
		if had := all[e.Class]; had != nil {
			replaced = append(replaced, revision{e.Class, had.seq})
		}
		all[e.Class] = e
	})
	if err != nil {
		return err
	}
	c.setAll(all, replaced, c.next)
	c.whole = false
	return nil
}

// read takes each document from the next on.
func (c *Classes) read(ctx context.Context, until uint64, take func(*Entry)) error {
	for until == 0 || c.next <= until {
		m, err := c.store.next(ctx, max(c.next, 1))
		switch {
		case errors.Is(err, errNone) && until == 0:
			return nil
		case errors.Is(err, errNone):
			if err := pause(ctx, behindFor); err != nil {
				return err
			}
			continue
		case err != nil:
			return err
		}
		if e := c.entryOf(m); e != nil {
			take(e)
		}
		c.next = m.Sequence + 1
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// entryOf is what a message says, nil when it is no document.
func (c *Classes) entryOf(m *jetstream.RawStreamMsg) *Entry {
	class, ok := classOf(m)
	if !ok {
		if m.Subject != keyPrefix+markerKey {
			c.log.Warn("the bucket of the class lists has something that is none", "key", m.Subject)
		}
		return nil
	}
	if had := c.Get(class); had != nil && had.seq == m.Sequence && !c.whole {
		return nil
	}
	e := newEntry(class, m.Sequence, revisionOf(m), m.Data)
	if e.Damaged != nil {
		c.log.Error("a class list cannot be used", "class", class, "revision", e.Revision, "err",
			e.Damaged)
	}
	return e
}

// report logs when the bucket is lost and when it is there again.
func (c *Classes) report(ctx context.Context, err error) {
	c.mu.Lock()
	had := c.unread
	if ctx.Err() == nil {
		c.unread = err
	}
	c.mu.Unlock()
	switch {
	case ctx.Err() != nil:
	case err != nil && had == nil:
		c.log.Warn("the class lists are not up to date", "err", err)
	case err == nil && had != nil:
		c.log.Info("the class lists are up to date again")
	}
	select {
	case <-c.loaded:
	default:
		if err == nil {
			close(c.loaded)
		}
	}
}
