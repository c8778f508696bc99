package identity

import (
	"context"
	"errors"
	"time"
)

// Row is a login that somebody asks for.
type Row struct {
	Line  int // of the file that asks, from 1
	Login string
	Role  Role
	Name  string
}

// Imported is what came of an import, or would.
type Imported struct {
	Created []Issued // in the order of the rows
	// the error leaves in doubt whether they were created; their codes are good if so
	InDoubt   []Issued
	Updated   int // role or name changed; the code stays
	Unchanged int
	Twins     []Twin // of those that would be created
}

// finishWithin is how long a write that was begun may take: the election of a
// leader is shorter.
const finishWithin = 15 * time.Second

// Import creates the rows' logins that are not there, and changes the role or name
// of those that are. It removes none. Before it does anything it calls begin, if
// that is not nil, with what it would do: the codes in there can be kept before they
// are good. An error of begin ends the import.
//
// When it fails in between, the result is what was done, codes included, and the same
// import again does the rest: what is there is passed over. A code that was lost is
// renewed.
func (u *Users) Import(ctx context.Context, rows []Row, begin func(Imported) error) (Imported,
	error) {
	all, err := u.read(ctx)
	if err != nil {
		return Imported{}, err
	}
	i := &importing{users: u, rows: rows, done: make([]step, len(rows)),
		codes: make([]Code, len(rows))}
	for n := range rows {
		i.codes[n] = newCode()
	}
	if begin != nil {
		if err := begin(i.plan(all)); err != nil {
			return Imported{}, err
		}
	}
	i.run(ctx, all)
	return i.result()
}

type importing struct {
	users *Users
	rows  []Row
	codes []Code // of the rows, for those that are created
	done  []step
}

// step is what came of a row.
type step struct {
	created Issued
	updated bool
	same    bool
	err     error
}

// plan is what would be done.
func (i *importing) plan(all map[string]placed) Imported {
	would := &importing{done: make([]step, len(i.rows))}
	var created []Row
	for n, row := range i.rows {
		at := all[row.Login]
		would.done[n] = step{same: at.same(row), updated: at.storedLogin != nil && !at.same(row)}
		if at.storedLogin == nil {
			would.done[n].created = Issued{User{Login: row.Login, Role: row.Role, Name: row.Name},
				i.codes[n]}
			created = append(created, row)
		}
	}
	plan, _ := would.result()
	plan.Twins = twins(created, all)
	return plan
}

// same tells whether a login is as the row has it.
func (at placed) same(row Row) bool {
	return at.storedLogin != nil && at.Role == row.Role && at.Name == row.Name
}

func (i *importing) run(ctx context.Context, all map[string]placed) {
	each(ctx, len(i.rows), func(ctx context.Context, n int) error {
		i.done[n] = i.row(ctx, n, all[i.rows[n].Login])
		return i.done[n].err
	})
}

// row does what a row asks for, given what there was of its login, and again when
// somebody was faster. What was begun is finished when ctx is done: a login that
// is created without a word of it has a code that nobody knows.
func (i *importing) row(ctx context.Context, n int, at placed) (s step) {
	for {
		if err := context.Cause(ctx); err != nil {
			return step{err: err}
		}
		finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishWithin)
		s = i.try(finish, n, at)
		cancel()
		if !errors.Is(s.err, errConflict) {
			return s
		}
		e, err := i.users.store.last(ctx, i.rows[n].Login)
		if err != nil {
			return step{err: err}
		}
		at = place(e)
	}
}

func (i *importing) try(ctx context.Context, n int, at placed) (s step) {
	row := i.rows[n]
	switch {
	case at.storedLogin == nil:
		s.created, s.err = i.users.create(ctx, row, i.codes[n], at.seq)
	case at.same(row):
		s.same = true
	default:
		s.updated = true
		changed := *at.storedLogin
		changed.Role, changed.Name = row.Role, row.Name
		s.err = i.users.store.put(ctx, row.Login, at.seq, changed.encode())
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
