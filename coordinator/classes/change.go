package classes

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
)

// Change puts or removes a class list.
type Change struct {
	Class subjects.Class
	List  *subjects.ClassList // nil: it is removed
	// Over is the revision that is replaced; zero when there is none.
	Over uint64
	// Key tells this request from all others; empty: it cannot be repeated.
	Key      string
	Time     subjects.Time
	By       subjects.Teacher
	Position subjects.Position // for the reply
	// Refuse is why who asks may not change the class as it is, nil when they may. now is nil
	// where there is none.
	Refuse func(now *Entry) error
	// Before is called before anything is written, once. An error of it is that of the change, and
	// nothing was done.
	Before func(context.Context) error
}

// ConflictError is that of a change over another revision than the class has.
type ConflictError struct {
	Revision uint64 // that it has; zero: it has none
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("the class list has revision %d", e.Revision)
}

// Do makes a change, once however often it is asked for under one key. The error is a
// [*ConflictError], one of this package, or what Refuse has said.
//
// What is in memory may be old. A change that is accepted on it is written only if it is not. One
// that is refused on it is judged again when all that was confirmed before has been read.
func (c *Classes) Do(ctx context.Context, ch *Change) (Done, error) {
	for fresh := false; ; fresh = true {
		now := c.Get(ch.Class)
		if now == nil {
			now = &Entry{Class: ch.Class}
		}
		if done, ok := now.doc.repeated(ch.Key); ok {
			return done, nil
		}
		err := ch.judge(now)
		if err == nil {
			var done Done
			if done, err = c.write(ctx, now, ch); !errors.Is(err, errConflict) {
				return done, err
			}
		} else if fresh {
			return Done{}, err
		}
		if err := c.Fresh(ctx); err != nil {
			return Done{}, err
		}
	}
}

// judge is why a change is refused.
func (ch *Change) judge(now *Entry) error {
	there := now
	if !now.There() {
		there = nil
	}
	if there == nil && ch.List == nil {
		return ErrNone
	}
	if err := ch.Refuse(there); err != nil {
		return err
	}
	if is := there.Newest(); is != ch.Over {
		return &ConflictError{is}
	}
	return nil
}

// write is [errConflict] when the class is not as now says.
func (c *Classes) write(ctx context.Context, now *Entry, ch *Change) (Done, error) {
	if ch.Before != nil {
		if err := ch.Before(ctx); err != nil {
			return Done{}, err
		}
		ch.Before = nil
	}
	next := now.doc.next(ch)
	seq, err := c.store.put(ctx, &next, now.seq)
	switch {
	case errors.Is(err, errConflict):
		return Done{}, err
	case err != nil:
		c.log.Warn("a change of a class list was not confirmed", "class", ch.Class, "err", err)
		if _, refused := errors.AsType[*jetstream.APIError](err); refused {
			return Done{}, ErrUnstored
		}
		return Done{}, ErrUnknown
	}
	c.set(newEntry(ch.Class, seq, next.Revision, next.encode()))
	poke(c.wanted) // which erases what was replaced
	return Done{next.Revision, ch.Time, ch.Position}, nil
}
