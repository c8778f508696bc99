package identity

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/subjects"
)

// audited has the audit tell of every change of the logins. Admins write the bucket themselves, so
// it is what the coordinators find there that counts, and nobody can change a login without it.
// Each entry says up to where the bucket is told of, and is written over the one before: of all
// coordinators one writes it, and the next one goes on from there after any crash.
type audited struct {
	store *store
	audit *audit.Audit
	log   *slog.Logger

	last audit.Entry // as far as this coordinator knows
	over uint64      // its sequence in the audit; zero: it is not known
	said bool        // that it cannot be written just now
}

const (
	// auditEvery is how often is looked for changes that are not in the audit.
	auditEvery = 2 * time.Second
	// auditWithin bounds one look.
	auditWithin = 30 * time.Second
	// maxAudited bounds the logins of one entry.
	maxAudited = 1000
)

// run looks until ctx is done.
func (a *audited) run(ctx context.Context) {
	look := time.NewTicker(auditEvery)
	defer look.Stop()
	for {
		try, cancel := context.WithTimeout(ctx, auditWithin)
		err := a.look(try)
		cancel()
		if ctx.Err() != nil {
			return
		}
		failed := err != nil && !errors.Is(err, audit.ErrOvertaken)
		if failed && !a.said {
			a.log.Warn("changes of logins are not in the audit yet", "err", err)
		}
		a.said = failed
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
	}
}

// look tells of all that was changed since the last entry.
func (a *audited) look(ctx context.Context) (err error) {
	if a.over == 0 {
		if a.last, a.over, err = a.audit.Last(ctx, audit.Logins); err != nil {
			return err
		}
	}
	next, err := a.store.next(ctx, a.last.Last+1)
	for err == nil {
		e := newLoginEntry(&next)
		for err == nil && e.takes(&next) {
			next, err = a.store.next(ctx, next.seq+1)
		}
		if err != nil && !errors.Is(err, errNone) {
			return err
		}
		if told := a.write(ctx, &e.Entry); told != nil {
			return told
		}
	}
	if errors.Is(err, errNone) {
		return nil
	}
	return err
}

// write writes an entry over the last. Where another coordinator has, it goes on from that one the
// next time.
func (a *audited) write(ctx context.Context, e *audit.Entry) error {
	sequence, err := a.audit.WriteOver(ctx, e, a.over)
	a.last, a.over = *e, sequence
	if err != nil {
		a.over = 0
	}
	return err
}

// loginEntry is an entry while changes are added to it.
type loginEntry struct {
	audit.Entry
	changes *audit.LoginChanges
	count   int
}

// newLoginEntry is for changes of who has made the first one, all of its kind.
func newLoginEntry(first *entry) *loginEntry {
	e := &loginEntry{changes: new(audit.LoginChanges)}
	e.What, e.By, e.First = audit.Logins, subjects.Teacher(first.by), first.seq
	if e.Time = first.at; first.removed {
		e.Removed = e.changes
	} else {
		e.Put = e.changes
	}
	return e
}

// takes adds a change unless it belongs into another entry.
func (e *loginEntry) takes(c *entry) bool {
	if subjects.Teacher(c.by) != e.By || c.removed != (e.Removed != nil) || e.count == maxAudited {
		return false
	}
	e.changes.Add(c.login)
	e.Last = c.seq
	e.count++
	return true
}
