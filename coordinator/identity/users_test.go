package identity_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/identity"
)

// admin is the logins as an admin has them, over the rights of that role.
func (s *system) admin(t *testing.T) *identity.Users {
	return identity.ForAdmin(s.login(t, "root"), time.Now)
}

func TestImport(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	users := s.admin(t)
	rows := append(slices.Clone(people),
		identity.Row{Login: "0001", Role: identity.Student, Name: "Zé"},
		identity.Row{Login: "1", Role: identity.Student})
	rows[3].Name, rows[4].Role = "Clara Lima", identity.Kiosk

	var planned identity.Imported
	errDry := errors.New("dry")
	_, err := users.Import(timeout(t), rows, func(plan identity.Imported) error {
		planned = plan
		return errDry
	})
	if !errors.Is(err, errDry) {
		t.Fatal(err)
	}
	checkImport(t, planned)
	if len(planned.Twins) != 0 { // of each other, which is for who reads the rows
		t.Errorf("%+v", planned.Twins)
	}
	done, err := users.Import(timeout(t), rows, func(plan identity.Imported) error {
		planned = plan
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	checkImport(t, done)
	s.codes["0001"] = done.Created[0].Code.Reveal()
	if s.codes["0001"] != planned.Created[0].Code.Reveal() {
		t.Error("the code is not the one that was told before")
	}
	done, err = users.Import(timeout(t), rows, nil)
	if err != nil || len(done.Created) != 0 || done.Updated != 0 || done.Unchanged != 8 {
		t.Errorf("again: %+v, %v", done, err)
	}
	s.canEnter(t, "0001")
	s.canEnter(t, "clara") // with the code of before
	listed, err := users.List(timeout(t))
	if err != nil || len(listed) != 9 { // the first admin is not of the people
		t.Fatalf("%+v, %v", listed, err)
	}
	if u := listed[5]; u.Login != "clara" || u.Name != "Clara Lima" || u.Role != identity.Teacher ||
		u.Since == 0 {
		t.Errorf("%+v", u)
	}
}

func checkImport(t *testing.T, done identity.Imported) {
	t.Helper()
	if len(done.Created) != 2 || done.Updated != 2 || done.Unchanged != 4 {
		t.Fatalf("%+v", done)
	}
	if done.Created[0].Login != "0001" || done.Created[1].Login != "1" ||
		done.Created[0].Code.Reveal() == "" {
		t.Errorf("%+v", done.Created)
	}
}

func (s *system) canEnter(t *testing.T, login string) {
	t.Helper()
	eventually(t, login+" can log in", func() bool {
		_, err := s.enter(login, s.codes[login])
		return err == nil
	})
}

// TestImportAtOnce has several import the same; each login is created once, and
// its code is good.
func TestImportAtOnce(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	var rows []identity.Row
	for i := range 50 {
		rows = append(rows, identity.Row{Login: strconv.Itoa(i), Role: identity.Student})
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	created := map[string]int{}
	for range 3 {
		all.Go(func() {
			done, err := s.users.Import(timeout(t), rows, nil)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, i := range done.Created {
				created[i.Login]++
				s.codes[i.Login] = i.Code.Reveal()
			}
		})
	}
	all.Wait()
	for _, r := range rows {
		if created[r.Login] != 1 {
			t.Errorf("%s was created %d times", r.Login, created[r.Login])
		}
	}
	s.canEnter(t, "49")
}

// TestInterruptedImport has what was created in the result, and goes on later.
func TestInterruptedImport(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	ctx, cancel := context.WithCancel(context.Background())
	heard, err := s.core.Subscribe("$KV.chamada-users.>", func(*nats.Msg) { cancel() })
	if err != nil {
		t.Fatal(err)
	}
	if err := s.core.Flush(); err != nil {
		t.Fatal(err)
	}
	var many []identity.Row
	for i := range 300 {
		many = append(many, identity.Row{Login: strconv.Itoa(i), Role: identity.Student})
	}
	first, err := s.users.Import(ctx, many, nil)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%d created, %v", len(first.Created), err)
	}
	_ = heard.Unsubscribe()
	second, err := s.users.Import(timeout(t), many, nil)
	if err != nil || len(second.Created)+second.Unchanged != len(many) ||
		second.Unchanged != len(first.Created) {
		t.Errorf("%d created, then %d and %d unchanged, %v", len(first.Created),
			len(second.Created), second.Unchanged, err)
	}
	for _, i := range first.Created {
		s.codes[i.Login] = i.Code.Reveal()
		s.canEnter(t, i.Login)
		break
	}
}

func TestRemoveAndRenew(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	users := s.admin(t)
	for _, login := range []string{"nobody", "*", ">", "a.b", ""} {
		if err := users.Remove(timeout(t), login); !errors.Is(err, identity.ErrUnknown) {
			t.Errorf("remove %q: %v", login, err)
		}
		if _, err := users.Renew(timeout(t), login); !errors.Is(err, identity.ErrUnknown) {
			t.Errorf("renew %q: %v", login, err)
		}
	}
	renewed, err := users.Renew(timeout(t), "davi")
	if err != nil || renewed.Name != "Davi" || renewed.Role != identity.Teacher {
		t.Fatalf("%+v, %v", renewed, err)
	}
	s.codes["davi"] = renewed.Code.Reveal()
	s.canEnter(t, "davi")
	if err := users.Remove(timeout(t), "davi"); err != nil {
		t.Fatal(err)
	}
	if err := users.Remove(timeout(t), "davi"); !errors.Is(err, identity.ErrUnknown) {
		t.Errorf("removed twice: %v", err)
	}
	back, err := users.Import(timeout(t), []identity.Row{{Login: "davi", Role: identity.Teacher}},
		nil)
	if err != nil || len(back.Created) != 1 {
		t.Fatalf("%+v, %v", back, err)
	}
	s.codes["davi"] = back.Created[0].Code.Reveal()
	s.canEnter(t, "davi")
}

func TestFirstAdmin(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	if s.codes[identity.FirstAdminLogin] == "" {
		t.Fatal("the first start has made no admin")
	}
	s.canEnter(t, identity.FirstAdminLogin)
	for _, login := range []string{"root", identity.FirstAdminLogin} {
		if err := s.users.Remove(timeout(t), login); err != nil {
			t.Fatal(err)
		}
	}
	var all sync.WaitGroup
	made := make(chan identity.Issued, 8)
	for range 4 {
		all.Go(func() {
			if i, ok, err := s.users.FirstAdmin(timeout(t)); err != nil {
				t.Error(err)
			} else if ok {
				made <- i
			}
		})
	}
	all.Wait()
	if len(made) != 1 {
		t.Fatalf("%d first admins", len(made))
	}
	s.codes[identity.FirstAdminLogin] = (<-made).Code.Reveal()
	s.canEnter(t, identity.FirstAdminLogin)
}
