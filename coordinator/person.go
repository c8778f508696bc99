package coordinator

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

const (
	// personWithin bounds how long a request about one person may take, which goes through all that
	// is kept of a school. One that is interrupted is finished by the next.
	personWithin = 2 * time.Minute
	// maxPersons bounds those at once.
	maxPersons = 2
)

var errNotPersonsAdmin = forbidden("only an admin may see, and erase, all that is kept; log in as one")

// personEndpoints are those about all that is kept of one person, and about what is kept no longer.
func (c *Coordinator) personEndpoints() []endpoint {
	of := func(name, subject string, read func(micro.Request, *classRequest) error) endpoint {
		return endpoint{name, subject, c.classHandler(personOps[name], c.sweeping, read)}
	}
	return []endpoint{
		of("person-export", subjects.PersonExport, c.readExport),
		of("person-erase", subjects.PersonErase, c.readErase),
		of("record-purge", subjects.RecordPurge, c.readPurge),
	}
}

// attributeAdmin fills in who asks, who must be an admin where there are logins. Any error is a
// [*subjects.Error].
func (c *Coordinator) attributeAdmin(m micro.Request, r *classRequest) error {
	r.asker.Op = rollcall.List
	if !c.cfg.Auth {
		return nil
	}
	asker := identity.OfRequest(m)
	switch {
	case asker.Nobody():
		return errNobody
	case asker.Role != identity.Admin:
		return errNotPersonsAdmin
	}
	r.asker.Teacher, r.asker.Admin = asker.Login, true
	r.asker.Born = rollcall.Time(asker.Born)
	return nil
}

// upToDate waits until this replica knows all that was confirmed before, of rolls and class lists,
// and has kept the records of what has ended.
func (r *classRequest) upToDate(ctx context.Context) error {
	asker := r.asker
	asker.Class = 1 // whichever: it is asked of no class
	if err := r.c.barrier(ctx, asker); err != nil {
		return err
	}
	if err := r.c.classes.Fresh(ctx); err != nil {
		return err
	}
	return r.c.records.Settle(ctx, func(records.Roll) bool { return true })
}

// recent are the roll calls in memory that have a student. The error is [classes.ErrUnread].
func (c *Coordinator) recent(student subjects.Student) (all []rollcall.Record, err error) {
	number, ok := rollcall.ParseStudent(student)
	if !ok {
		return nil, nil
	}
	if c.journal.View(func() {
		for record := range c.machine.State().With(number) {
			all = append(all, record)
		}
	}) != nil {
		return nil, classes.ErrUnread
	}
	return all, nil
}

// detached bounds a request about a person, whether or not the asker still waits.
func detached(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), personWithin)
}

func errStillOpen(class uint64) *subjects.Error {
	return &subjects.Error{
		Code: subjects.Open,
		Message: fmt.Sprintf("the open roll call of class %d has this student, and nothing was "+
			"erased; end it, then send this again", class),
	}
}

// users are the logins, nil where there are none.
func (c *Coordinator) users() *identity.Users {
	if !c.cfg.Auth {
		return nil
	}
	return identity.ForCoordinator(c.conn, c.journal.Time)
}

// login is a student's own, nil where there is none.
func (c *Coordinator) login(ctx context.Context, student subjects.Student) (*subjects.PersonLogin,
	error) {
	users := c.users()
	if users == nil {
		return nil, nil
	}
	u, err := users.Find(ctx, string(student))
	if errors.Is(err, identity.ErrUnknown) || err == nil && u.Role != identity.Student {
		return nil, nil
	}
	return &subjects.PersonLogin{Name: u.Name, Role: string(u.Role), Since: u.Since}, err
}
