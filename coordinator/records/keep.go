package records

import (
	"context"
	"errors"
	"fmt"
	"maps"
)

// Ended tells that this coordinator has ended a roll call: it is the one to keep its record, and
// at once. The others do so a moment later, in case that it could not.
func (r *Records) Ended(roll Roll) {
	r.mu.Lock()
	r.pending[roll] = pending{due: true}
	r.mu.Unlock()
	select {
	case r.wanted <- struct{}{}:
	default:
	}
}

// Holds tells whether a roll call that has ended must stay in memory and in the journal: whether
// its record is to be kept is not known, or it is not stored yet.
func (r *Records) Holds(roll Roll) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.pending[roll].done
}

// isDue tells whether a record is to be stored now. Of one that somebody else has ended that
// is the case when it is asked for the second time.
func (r *Records) isDue(roll Roll) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.pending[roll]
	r.pending[roll] = pending{p.done, true}
	return p.due
}

// Settle keeps all records of some roll calls that are not kept yet, so that who reads the stream
// afterwards finds every roll call that has ended before.
func (r *Records) Settle(ctx context.Context, of func(Roll) bool) error {
	if _, err := r.Store(ctx); err != nil {
		return err
	}
	return r.keepAll(ctx, of)
}

// keepAll keeps the records of some of the roll calls that have ended.
func (r *Records) keepAll(ctx context.Context, some func(Roll) bool) (failed error) {
	ended, err := r.cfg.Source.Ended()
	if err != nil {
		return nil // the journal says what is wrong
	}
	r.forget(ended)
	for _, roll := range ended {
		if !r.Holds(roll) || !some(roll) {
			continue
		}
		if err := r.keep(ctx, roll); err != nil && failed == nil {
			failed = fmt.Errorf("roll call %s of class %d: %w", roll.ID, roll.Class, err)
		}
	}
	return failed
}

// forget forgets the roll calls that are no longer in memory.
func (r *Records) forget(ended []Roll) {
	there := make(map[Roll]bool, len(ended))
	for _, roll := range ended {
		there[roll] = true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.pending, func(roll Roll, _ pending) bool { return !there[roll] })
}

// keep keeps one record, unless it is kept, or not to be.
func (r *Records) keep(ctx context.Context, roll Roll) error {
	k, roster, err := r.cfg.Source.Kept(ctx, roll)
	switch {
	case err != nil:
		return err
	case k != nil && k.Rule.Keep.On:
		if err := r.store.Keep(ctx, k, roster); err != nil && !errors.Is(err, ErrConflict) {
			return err
		}
		r.log.Debug("the record of a roll call is kept", "class", k.Class, "roll", k.Roll)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pending[roll] = pending{done: true}
	return nil
}
