//go:build system

package contract_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/contract"
	"github.com/chamada/chamada/tests/natstest"
)

// enrol makes logins that nobody else has, and connects them until the test ends;
// then they are removed.
func enrol(t *testing.T, url, secretFile string) contract.Logins {
	t.Helper()
	number := fmt.Sprintf("%019d", rand.Uint64N(1e19))
	rows := []identity.Row{
		{Role: identity.Teacher, Login: nuid.Next()},
		{Role: identity.Teacher, Login: nuid.Next()},
		{Role: identity.Admin, Login: nuid.Next()},
		{Role: identity.Kiosk, Login: nuid.Next()},
		{Role: identity.Student, Login: number},
		{Role: identity.Gateway, Login: nuid.Next()},
	}
	issued := issue(t, usersOf(t, url, secretFile), rows)
	var logins []contract.Login
	for _, i := range issued {
		logins = append(logins, letIn(t, url, i))
	}
	return contract.Logins{
		Teacher: logins[0], Other: logins[1], Admin: logins[2], Kiosk: logins[3],
		Student: logins[4], Gateway: logins[5],
	}
}

// usersOf is the system's logins, for who has its secret.
func usersOf(t *testing.T, url, secretFile string) *identity.Users {
	t.Helper()
	secret, err := identity.ReadSecret(secretFile)
	if err != nil {
		t.Fatal(err)
	}
	nc, err := natstest.Dial(url, secret.Coordinator())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return identity.ForCoordinator(nc, time.Now)
}

// issue makes the logins of rows until the test ends.
func issue(t *testing.T, users *identity.Users, rows []identity.Row) []identity.Issued {
	t.Helper()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), natstest.Patience)
		defer cancel()
		for _, row := range rows {
			if err := users.Remove(ctx, row.Login); err != nil &&
				!errors.Is(err, identity.ErrUnknown) {
				t.Error(err)
			}
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	defer cancel()
	done, err := users.Import(ctx, rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	return done.Created
}

// letIn connects a login as soon as the coordinators have heard of it.
func letIn(t *testing.T, url string, who identity.Issued) (login contract.Login) {
	t.Helper()
	natstest.Within(t, natstest.Patience, func() (err error) {
		login.Conn, err = natstest.Dial(url,
			nats.UserInfo(who.Login, who.Code.Reveal()),
			nats.CustomInboxPrefix(subjects.InboxPrefix(who.Login)))
		return err
	})
	t.Cleanup(login.Conn.Close)
	login.Name = who.Login
	return login
}
