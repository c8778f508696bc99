package identity_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// What would be created beside a login that differs in little is told before.
func TestTwins(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	rows := []identity.Row{
		{Line: 2, Login: "Clara", Role: identity.Teacher},
		{Line: 3, Login: "clara", Role: identity.Teacher, Name: "Clara"},
		{Line: 4, Login: "42191010", Role: identity.Student},
		{Line: 5, Login: "0042191010", Role: identity.Student},
		{Line: 6, Login: "421910100", Role: identity.Student},
	}
	var told []string
	stop := errors.New("stop")
	_, err := s.admin(t).Import(timeout(t), rows, func(plan identity.Imported) error {
		for _, twin := range plan.Twins {
			told = append(told,
				fmt.Sprintf("%d %s %s %t", twin.Row.Line, twin.Row.Login, twin.Beside.Login,
					twin.Case))
		}
		return stop
	})
	want := []string{"2 Clara clara true", "4 42191010 042191010 false",
		"5 0042191010 042191010 false"}
	if !errors.Is(err, stop) || !slices.Equal(told, want) {
		t.Errorf("%q, %v", told, err)
	}
}

// A login is found whatever its case and whatever was pasted with it; who comes in so
// is who the login says, gets replies, and is cut when a login of that spelling is made.
func TestLoginOfAnotherCase(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	code := strings.ToLower(strings.ReplaceAll(s.codes["davi"], "-", " \u2013 "))
	typed := func(login, inbox string) *nats.Conn {
		return s.connect(t, nats.UserInfo(login, code),
			nats.CustomInboxPrefix(subjects.InboxPrefix(inbox)))
	}
	nc := typed("DAVI", "DAVI")
	left := nc.StatusChanged(nats.RECONNECTING)
	for _, nc := range []*nats.Conn{nc, typed("\ufeffdavi\u00a0\r\n", "davi")} {
		if got := ask(nc, subjects.TeacherStart, nil); got != "teacher davi" {
			t.Errorf("this is %q", got)
		}
	}

	made, err := s.users.Import(timeout(t), []identity.Row{{Login: "DAVI", Role: identity.Teacher}},
		nil)
	if err != nil || len(made.Created) != 1 {
		t.Fatalf("%+v, %v", made, err)
	}
	<-left
	s.codes["DAVI"] = made.Created[0].Code.Reveal()
	s.canEnter(t, "DAVI")
	s.canEnter(t, "davi")
	if _, err := s.enter("Davi", s.codes["davi"]); err == nil {
		t.Error("of two that differ in case, neither is meant by a third spelling")
	}
}

func TestRenewAll(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	users := s.admin(t)
	asked := []string{"042191010", "Clara", "nobody", "clara", "*"}
	stop := errors.New("stop")
	if _, err := users.RenewAll(timeout(t), asked, func(identity.Renewed) error {
		return stop
	}); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	s.canEnter(t, "clara")
	var plan identity.Renewed
	done, err := users.RenewAll(timeout(t), asked, func(p identity.Renewed) error {
		plan = p
		return nil
	})
	if err != nil || !slices.Equal(plan.Unknown, []string{"nobody", "*"}) ||
		!slices.Equal(done.Issued, plan.Issued) || len(done.Issued) != 2 {
		t.Fatalf("%+v, %+v, %v", plan, done, err)
	}
	for _, issued := range done.Issued {
		if issued.Code.Reveal() == s.codes[issued.Login] {
			t.Errorf("%s has the code of before", issued.Login)
		}
		s.codes[issued.Login] = issued.Code.Reveal()
		s.canEnter(t, issued.Login)
	}
}
