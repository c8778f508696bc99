package identity_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// enter tries to log in once, and tells how long it took.
func (s *system) enter(user, password string, o ...nats.Option) (time.Duration, error) {
	began := time.Now()
	nc, err := nats.Connect(s.url,
		append(o, nats.UserInfo(user, password), nats.Timeout(patience))...)
	if err == nil {
		nc.Close()
	}
	return time.Since(began), err
}

func TestRefusedLogins(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	code := s.codes["clara"]
	refused := [][2]string{
		{"*", code}, {">", code}, {"clara.>", code}, {"clara.x", code}, {"", code},
		{"cla ra", code}, {"CLARÁ", code},
		{"davi", code}, {"nobody", code}, {"clara", ""}, {"clara", "0000-0000-0000"},
		{"clara", code + "0"}, {"clara", code[1:]},
		{"clara", strings.Repeat(code, 100)}, {"clara" + identity.Watch, code},
		{identity.Watch, code}, {"", ""},
	}
	var all sync.WaitGroup
	for _, r := range refused {
		all.Go(func() {
			if _, err := s.enter(r[0], r[1]); !errors.Is(err, nats.ErrAuthorization) {
				t.Errorf("%q with %.20q: %v", r[0], r[1], err)
			}
		})
	}
	for _, o := range []nats.Option{nats.Token(code),
		nats.UserInfo(s.secret.Public().Coordinator, ""), nats.UserJWTAndSeed("x", "y")} {
		if nc, err := nats.Connect(s.url, o, nats.Timeout(patience)); err == nil {
			nc.Close()
			t.Error("let in without a login")
		}
	}
	all.Wait()
	for _, typed := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""),
		" " + strings.NewReplacer("0", "o", "1", "l", "-", " ").Replace(code)} {
		if _, err := s.enter("clara", typed); err != nil {
			t.Errorf("with the right code as %q: %v", typed, err)
		}
	}
}

// TestGuessing guesses at a login while its owner comes and goes, less often than the guard
// against floods allows.
func TestGuessing(t *testing.T) {
	s := startSystem(t)
	const guesses, comings = 50, 500
	took := make([]time.Duration, guesses)
	var guessing sync.WaitGroup
	for i := range took {
		guessing.Go(func() {
			took[i], _ = s.enter([]string{"clara", "nobody"}[i%2], fmt.Sprint("guess", i))
		})
	}
	guessed := make(chan struct{})
	go func() { guessing.Wait(); close(guessed) }()
	owner := 0
	for ongoing := true; ongoing && owner < comings; owner++ {
		if _, err := s.enter("clara", s.codes["clara"]); err != nil {
			t.Fatal(err)
		}
		select {
		case <-guessed:
			ongoing = false
		default:
		}
	}
	<-guessed
	for _, d := range took {
		if d < time.Second {
			t.Errorf("a wrong guess was answered after %v", d)
		}
	}
	if owner < 2 {
		t.Errorf("the owner got in %d times", owner)
	}
	t.Logf("the owner got in %d times while %d guesses were refused", owner, guesses)
}

// TestLoss stops one of two who answer the callout, amid logins.
func TestLoss(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	stop := s.serve(t, s.url)
	stopping, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		<-stopping
		stop()
	}()
	for i := range 100 {
		if i == 50 {
			close(stopping)
		}
		if _, err := s.enter("clara", s.codes["clara"]); err != nil {
			t.Fatal(err)
		}
	}
	<-stopped
}

// TestCut removes and renews logins that are connected.
func TestCut(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	lost := func(login string) <-chan struct{} {
		c := make(chan struct{})
		s.login(t, login, nats.NoReconnect(), nats.ClosedHandler(func(*nats.Conn) { close(c) }))
		return c
	}
	ana, clara, root, watch := lost("042191010"), lost("clara"), lost("root"),
		lost("root"+identity.Watch)
	bruno := s.login(t, "205182055", nats.NoReconnect())
	began := time.Now()
	if err := s.users.Remove(timeout(t), "042191010"); err != nil {
		t.Fatal(err)
	}
	<-ana
	t.Logf("cut after %v", time.Since(began))
	if _, err := s.users.Renew(timeout(t), "clara"); err != nil {
		t.Fatal(err)
	}
	<-clara
	if err := s.users.Remove(timeout(t), "root"); err != nil {
		t.Fatal(err)
	}
	<-root
	<-watch
	if _, err := s.enter("042191010", s.codes["042191010"]); !errors.Is(err,
		nats.ErrAuthorization) {
		t.Errorf("a removed login: %v", err)
	}
	if _, err := s.enter("clara", s.codes["clara"]); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("an old code: %v", err)
	}
	if got := ask(bruno, subjects.StudentPresent, nil); got != "student 205182055" {
		t.Error(got)
	}
}

// TestNoSecretIsLogged has everything happen that is logged, with the most said.
func TestNoSecretIsLogged(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	secrets := []string{"wrong-guess"}
	for _, code := range s.codes {
		secrets = append(secrets, code, strings.ReplaceAll(code, "-", ""))
	}
	if _, err := s.enter("clara", "wrong-guess"); err == nil {
		t.Fatal("let in")
	}
	if _, err := s.core.Request("$KV.chamada-users.clara",
		[]byte(`{"role":"teacher","salt":"c2VjcmV0"}`), patience); err != nil {
		t.Fatal(err)
	}
	secrets = append(secrets, "c2VjcmV0")
	eventually(t, "a record that is not understood is logged", func() bool {
		return strings.Contains(s.log.String(), "cannot be used")
	})
	issued, err := s.users.Renew(timeout(t), "davi")
	if err != nil {
		t.Fatal(err)
	}
	secrets = append(secrets, issued.Code.Reveal())
	_, wrong := s.users.Renew(timeout(t), "clara")
	text := s.log.String() +
		fmt.Sprintf("%v %+v %#v %s %v %+v %#v %v", issued, issued, issued, s.secret, s.secret,
			struct{ s identity.Secret }{s.secret}, s.secret, wrong)
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("a secret was said in\n%s", text)
		}
	}
	if !strings.Contains(text, "clara") {
		t.Error("nothing was said")
	}
}

// TestRunEnds without a server, and when it is told to before it is ready.
func TestRunEnds(t *testing.T) {
	want := errors.New("no server")
	service := identity.New(identity.Config{
		Secret:  identity.NewSecret(),
		Connect: func(...nats.Option) (*nats.Conn, error) { return nil, want },
	})
	if err := service.Run(context.Background()); !errors.Is(err, want) {
		t.Error(err)
	}
}
