package identity

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// ErrUnknown: there is no login of that name.
var ErrUnknown = errors.New("there is no such login")

// Users is the bucket of logins, for who may change it. Each call lasts until its
// context is done at the most, and bridges the election of a leader before.
type Users struct {
	store *store
	now   func() time.Time
}

// ForAdmin is the logins over a connection of somebody with the role [Admin].
func ForAdmin(nc *nats.Conn, now func() time.Time) *Users {
	return &Users{&store{nc, apiAdmin, nc.Opts.User}, now}
}

// ForCoordinator is the logins over a connection in the coordinators' account, of
// somebody who has the cluster's [Secret].
func ForCoordinator(nc *nats.Conn, now func() time.Time) *Users {
	return &Users{&store{nc: nc, api: apiOwn}, now}
}

// As has the audit say who changes logins, where the connection does not know.
func (u *Users) As(login string) *Users {
	u.store.by = login
	return u
}

// Open is the logins over a connection in the coordinators' account. It creates
// the bucket when it is missing, with so many replicas.
func Open(ctx context.Context, nc *nats.Conn, replicas int, now func() time.Time) (*Users, error) {
	if err := openBucket(ctx, nc, replicas); err != nil {
		return nil, err
	}
	return ForCoordinator(nc, now), nil
}

// Issued is a login with its new code, which is nowhere else.
type Issued struct {
	User
	Code Code
}

// List is all logins, sorted.
func (u *Users) List(ctx context.Context) ([]User, error) {
	all, err := u.read(ctx)
	if err != nil {
		return nil, err
	}
	var users []User
	for login, at := range all {
		if at.storedLogin != nil {
			users = append(users, at.user(login))
		}
	}
	slices.SortFunc(users, func(a, b User) int { return cmp.Compare(a.Login, b.Login) })
	return users, nil
}

// placed is a login's record, nil when it was removed or is not understood, and
// where it was read.
type placed struct {
	*storedLogin
	seq uint64
}

func place(e entry) placed {
	at := placed{seq: e.seq}
	if !e.removed {
		at.storedLogin, _ = decodeRecord(e.login, e.data)
	}
	return at
}

func (u *Users) read(ctx context.Context) (map[string]placed, error) {
	all := map[string]placed{}
	_, err := u.store.scan(ctx, 1, func(e entry) { all[e.login] = place(e) })
	return all, err
}

// markedFor is how long the mark of a removal stays: much longer than a coordinator
// that is connected takes to read it. One that was not reads everything again.
const markedFor = subjects.LoginAfterHours * time.Hour

// Find is a login by its name, in just this spelling. The error is [ErrUnknown] where there is
// none.
func (u *Users) Find(ctx context.Context, login string) (User, error) {
	e, err := u.store.last(ctx, login)
	if err != nil {
		return User{}, err
	}
	at := place(e)
	if at.storedLogin == nil {
		return User{}, ErrUnknown
	}
	return at.user(login), nil
}

// Remove removes a login. Coordinators then refuse it and cut its connections. Who it
// was is gone at once, that there was one of this name after a day.
func (u *Users) Remove(ctx context.Context, login string) error {
	return u.change(ctx, login, func(login string, at placed) error {
		return u.store.remove(ctx, login, at.seq, markedFor)
	})
}

// change writes over what it has read, and again when somebody was faster. The login
// is the one of this spelling or, when there is none, the only one of another case.
func (u *Users) change(ctx context.Context, login string, write func(string, placed) error) error {
	if !validLogin(login) {
		return ErrUnknown
	}
	for {
		e, err := u.store.last(ctx, login)
		if err != nil {
			return err
		}
		at := place(e)
		if at.storedLogin == nil {
			if login, err = u.spelt(ctx, login); err != nil {
				return err
			}
			continue
		}
		if err := write(login, at); !errors.Is(err, errConflict) {
			return err
		}
	}
}

// spelt is the spelling of a login that is there in another case, [ErrUnknown] unless
// there is just one.
func (u *Users) spelt(ctx context.Context, login string) (string, error) {
	all, err := u.read(ctx)
	if err != nil {
		return "", err
	}
	found, ok := folded(all)[fold(login)].only()
	if !ok || found == login { // it was removed since
		return "", ErrUnknown
	}
	return found, nil
}

// create makes a login that is not there; seq is that of its removal, or 0. An error
// that leaves in doubt whether that was done comes with the code.
func (u *Users) create(ctx context.Context, row Row, code Code, seq uint64) (Issued, error) {
	r := &storedLogin{Role: row.Role, Name: row.Name, Since: subjects.At(u.now())}
	r.seal(code)
	issued := Issued{r.user(row.Login), code}
	err := u.store.put(ctx, row.Login, seq, r.encode())
	switch {
	case err == nil:
		return issued, nil
	case !doubtful(err):
		issued = Issued{}
	}
	return issued, fmt.Errorf("login %s: %w", row.Login, err)
}

// FirstAdminLogin is the login that [Users.FirstAdmin] makes.
const FirstAdminLogin = "admin"

// FirstAdmin makes an admin when there is none. Of several who try at once one
// does, the others get false.
func (u *Users) FirstAdmin(ctx context.Context) (admin Issued, made bool, err error) {
	all, err := u.read(ctx)
	if err != nil {
		return Issued{}, false, err
	}
	for _, at := range all {
		if at.storedLogin != nil && at.Role == Admin {
			return Issued{}, false, nil
		}
	}
	if at := all[FirstAdminLogin]; at.storedLogin != nil {
		return Issued{}, false,
			fmt.Errorf("there is no admin, and the login %s is a %s's: remove it", FirstAdminLogin,
				at.Role)
	}
	admin, err = u.create(ctx, Row{Login: FirstAdminLogin, Role: Admin}, newCode(),
		all[FirstAdminLogin].seq)
	if errors.Is(err, errConflict) {
		return Issued{}, false, nil
	}
	return admin, err == nil, err
}
