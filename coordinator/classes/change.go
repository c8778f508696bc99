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
	Key string
	// Try is how often it was sent by now, as [subjects.HeaderTry] says; zero: that is not known.
	Try      uint32
	Time     subjects.Time
	By       subjects.Teacher
	Position subjects.Position // for the reply
	// Refuse is why who asks may not change the class as it is, nil when they may. now is nil
	// where there is none.
	Refuse func(now *Entry) error
	// Passing is a reason of Refuse's that can pass while the class list stays as it is.
	Passing error
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
		if refusal := ch.judge(now); refusal == nil || fresh {
			done, err := c.conclude(ctx, now, ch, refusal)
			if !errors.Is(err, errConflict) {
				return done, err
			}
		}
		if err := c.Fresh(ctx); err != nil {
			return Done{}, err
		}
	}
}

// judge is why a change is refused.
func (ch *Change) judge(now *Entry) error {
	if now.doc.refused(ch) {
		return ErrLate // who asked goes by the answer to a later try
	}
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

// conclude writes what comes of a change. It is [errConflict] when the class is not as now says.
func (c *Classes) conclude(ctx context.Context, now *Entry, ch *Change, refusal error) (Done,
	error) {
	switch {
	case refusal == nil:
		return c.write(ctx, now, ch)
	case !ch.mayYetTake(now, refusal):
		return Done{}, refusal
	}
	// Earlier tries may be on their way still, to a node that stands still for as long as it likes.
	next := now.doc.refusing(ch)
	if err := c.put(ctx, now, &next); err != nil {
		return Done{}, err
	}
	return Done{}, refusal
}

// mayYetTake tells whether an earlier try of a change that is refused could take effect later. One
// that names a revision that was replaced cannot: no revision comes again. One over no class list
// can, as soon as that is removed. Who has no right to change the class cannot have anything
// written about it.
func (ch *Change) mayYetTake(now *Entry, refusal error) bool {
	if ch.Try < 2 || ch.Key == "" || now.seq == 0 || now.Damaged != nil ||
		ch.Over != 0 && ch.Over < now.Revision {
		return false
	}
	_, conflict := errors.AsType[*ConflictError](refusal)
	return conflict || ch.Passing != nil && errors.Is(refusal, ch.Passing)
}

// write makes a change that is not refused.
func (c *Classes) write(ctx context.Context, now *Entry, ch *Change) (Done, error) {
	if ch.Before != nil {
		if err := ch.Before(ctx); err != nil {
			return Done{}, err
		}
		ch.Before = nil
	}
	next := now.doc.next(ch)
	if err := c.put(ctx, now, &next); err != nil {
		return Done{}, err
	}
	return Done{next.Revision, ch.Time, ch.Position}, nil
}

// put is [errConflict] when the class is not as now says.
func (c *Classes) put(ctx context.Context, now *Entry, next *document) error {
	seq, err := c.store.put(ctx, next, now.seq)
	switch {
	case errors.Is(err, errConflict):
		return err
	case err != nil:
		if _, refused := errors.AsType[*jetstream.APIError](err); refused {
			return fmt.Errorf("%w: %w", ErrUnstored, err)
		}
		return fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	c.set(newEntry(next.Class, seq, next.Revision, next.encode()))
	poke(c.wanted) // which erases what was replaced
	return nil
}
