package identity

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Imported is what came of an import.
type Imported struct {
	Created   []Issued // in the order of the rows
	InDoubt   []Issued // the error leaves in doubt whether they were created; their codes are good if so
	Updated   int      // role or name changed; the code stays
	Unchanged int
}

// abreast is how many logins are written at once: each waits for the disks.
const abreast = 16

// finishWithin is how long a write that was begun may take: the election of a
// leader is shorter.
const finishWithin = 15 * time.Second

// Import creates the rows' logins that are not there, and changes the role or name
// of those that are. It removes none. When it fails in between, the result is
// what was done, codes included, and the same import again does the rest: what is
// there is passed over. A code that was lost is renewed.
//
// A dry run writes nothing and tells what would be done; its codes are empty.
func (u *Users) Import(ctx context.Context, rows []Row, dry bool) (Imported, error) {
	all, err := u.read(ctx)
	if err != nil {
		return Imported{}, err
	}
	i := &importing{users: u, rows: rows, done: make([]step, len(rows)), dry: dry}
	i.run(ctx, all)
	return i.result()
}

type importing struct {
	users *Users
	rows  []Row
	done  []step
	dry   bool
}

// step is what came of a row.
type step struct {
	created Issued
	updated bool
	same    bool
	err     error
}

func (i *importing) run(ctx context.Context, all map[string]placed) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	next := make(chan int)
	var writers sync.WaitGroup
	for range abreast {
		writers.Go(func() {
			for n := range next {
				if i.done[n] = i.row(ctx, i.rows[n], all[i.rows[n].Login]); i.done[n].err != nil {
					fail(i.done[n].err) // the others do not begin
				}
			}
		})
	}
	for n := range i.rows {
		next <- n
	}
	close(next)
	writers.Wait()
}

// row does what a row asks for, given what there was of its login, and again when
// somebody was faster. What was begun is finished when ctx is done: a login that
// is created without a word of it has a code that nobody knows.
func (i *importing) row(ctx context.Context, row Row, at placed) (s step) {
	for {
		if err := context.Cause(ctx); err != nil {
			return step{err: err}
		}
		finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishWithin)
		s = i.try(finish, row, at)
		cancel()
		if !errors.Is(s.err, errConflict) {
			return s
		}
		e, err := i.users.store.last(ctx, row.Login)
		if err != nil {
			return step{err: err}
		}
		at = place(e)
	}
}

func (i *importing) try(ctx context.Context, row Row, at placed) (s step) {
	switch {
	case at.record == nil && i.dry:
		s.created.User = User{Login: row.Login, Role: row.Role, Name: row.Name}
	case at.record == nil:
		s.created, s.err = i.users.create(ctx, row, at.seq)
	case at.Role == row.Role && at.Name == row.Name:
		s.same = true
	default:
		s.updated = true
		changed := *at.record
		changed.Role, changed.Name = row.Role, row.Name
		if !i.dry {
			s.err = i.users.store.put(ctx, row.Login, at.seq, changed.encode())
		}
	}
	return s
}

func (i *importing) result() (all Imported, err error) {
	for _, s := range i.done {
		switch {
		case s.err != nil:
			if err == nil {
				err = s.err
			}
			if s.created.Login != "" {
				all.InDoubt = append(all.InDoubt, s.created)
			}
		case s.same:
			all.Unchanged++
		case s.updated:
			all.Updated++
		default:
			all.Created = append(all.Created, s.created)
		}
	}
	return all, err
}
