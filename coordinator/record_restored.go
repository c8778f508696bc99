package coordinator

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/coordinator/retry"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// restored is what was found out, at the start, about a journal that is older than the records: it
// was restored from a backup. Of what it takes the records would never hear.
type restored struct {
	done chan struct{} // closed once all of it is known
	// what follows is written before done is closed
	newest *records.Kept     // a record that the journal does not reach; nil: it has all
	latest subjects.Position // up to where the journal had come
	ended  []records.Roll    // were open although their record is kept
}

var errUncompared = errors.New("the journal has not been compared with the records yet")

// RecordsUnread is the cause of who has not compared the journal with the records yet.
const RecordsUnread journal.Cause = "records_unread"

// compareAgain is the pause before the next try to compare the journal with the records.
const compareAgain = 100 * time.Millisecond

// compareRecords looks, before anybody is served, whether the journal is older than the records,
// and ends the roll calls that are open in it although their record is kept.
func (c *Coordinator) compareRecords(ctx context.Context) {
	store, err := c.records.Store(ctx)
	if err != nil {
		return // it is over
	}
	for said := false; ; said = true {
		err := c.tryCompare(ctx, store)
		if err == nil || !passes(err) {
			if err != nil {
				c.log.Error("whether the journal is older than the records is not known", "err", err)
			}
			close(c.restored.done)
			return
		}
		if !said && ctx.Err() == nil {
			c.log.Info("the journal cannot be compared with the records yet", "err", err)
		}
		select {
		case <-time.After(compareAgain):
		case <-ctx.Done():
			return
		}
	}
}

// passes tells whether an error is of who is not there yet. Any other is one of the records, which
// tell it themselves.
func passes(err error) bool {
	return retry.Unanswered(err) || errors.Is(err, classes.ErrUnread) ||
		errors.Is(err, journal.ErrUnavailable) || errors.Is(err, context.Canceled)
}

func (c *Coordinator) tryCompare(ctx context.Context, store *records.Store) error {
	newest, err := store.Newest(ctx)
	switch {
	case errors.Is(err, records.ErrNone):
		return nil // nothing was ever kept, so nothing goes through the journal for it
	case errors.Is(err, records.ErrDamaged):
		newest = nil
	case err != nil:
		return err
	}
	if c.restored.latest == (subjects.Position{}) { // as it was before the first barrier
		if c.restored.latest, err = c.applied(); err != nil {
			return err
		}
	}
	// What was stored before that is applied here afterwards.
	if err := c.barrier(ctx, rollcall.Command{Class: 1, Admin: true}); err != nil {
		return err
	}
	if newest != nil && c.restored.newest == nil {
		if err := c.compareNewest(newest); err != nil {
			return err
		}
	}
	return c.endOverdue(ctx, store)
}

// compareNewest looks whether the journal had got as far as the record that was stored last. A
// replica that had not, but knows the end by now, was only late.
func (c *Coordinator) compareNewest(k *records.Kept) error {
	was := c.restored.latest
	ended := false
	err := c.journal.View(func() {
		r, ok := c.machine.State().Ended(
			rollcall.EndedRoll{Class: uint64(k.Class), Roll: k.Roll})
		ended = ok && r.Closed.Record == k.Position.Record
	})
	if err == nil && !ended && was.Record < k.Position.Record {
		c.restored.newest = k
		c.log.Error("the journal is older than the records", "journal", was, "records",
			k.Position, "class", k.Class, "roll", k.Roll)
	}
	return err
}

// endOverdue ends what is open although its record is kept.
func (c *Coordinator) endOverdue(ctx context.Context, store *records.Store) error {
	open, _, err := c.openRolls(rollcall.Command{Admin: true}, cursor{time: c.now()})
	if err != nil {
		return err
	}
	for _, o := range open {
		roll := records.Roll{Class: subjects.Class(o.Class), ID: o.Roll}
		if kept, err := c.isKept(ctx, store, roll); err != nil || !kept {
			if err != nil {
				return err
			}
			continue
		}
		end := &barrier{rollcall.Command{Op: rollcall.End, Class: o.Class, Time: c.now(),
			Admin: true}, make(chan error, 1)}
		if err := c.await(ctx, end); err != nil {
			return err
		}
		c.restored.ended = append(c.restored.ended, roll)
		c.log.Error("a roll call that was open was ended, because its record is kept: the journal "+
			"is older than the records", "class", roll.Class, "roll", roll.ID)
	}
	return nil
}

// isKept tells whether the record of an open roll call is stored, be it damaged.
func (c *Coordinator) isKept(ctx context.Context, store *records.Store,
	roll records.Roll) (bool, error) {
	var r rollcall.Record
	ok := false
	err := c.journal.View(func() {
		r, ok = c.machine.State().Record(uint64(roll.Class), roll.ID, c.now(),
			&rollcall.Command{Admin: true})
	})
	if err != nil {
		return false, classes.ErrUnread
	}
	if !ok || r.Terms == nil || r.Terms.Rule == "" {
		return false, nil // nobody keeps it
	}
	_, err = store.Kept(ctx, roll.Class, roll.ID)
	switch {
	case err == nil, errors.Is(err, records.ErrDamaged):
		return true, nil
	case errors.Is(err, records.ErrNone):
		return false, nil
	default:
		return false, err
	}
}

// uncompared is nil when the journal has been compared with the records.
func (c *Coordinator) uncompared() error {
	select {
	case <-c.restored.done:
		return nil
	default:
		return errUncompared
	}
}

// warnings are what an operator should know of it, as long as this process runs.
func (r *restored) warnings() (all []string) {
	select {
	case <-r.done:
	default:
		return nil
	}
	if k := r.newest; k != nil {
		all = append(all, fmt.Sprintf(WarnOlder, r.latest, k.Roll, k.Class, k.Position))
	}
	for _, roll := range r.ended {
		all = append(all, fmt.Sprintf(WarnEnded, roll.ID, roll.Class))
	}
	return all
}
