package coordinator_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/contract"
	"github.com/chamada/chamada/tests/natstest"
)

// school is a server with accounts, and people who may log in.
type school struct {
	dir    string // of the server's data
	url    string
	secret identity.Secret
	codes  map[string]string // by login
}

func startSchool(t *testing.T) *school {
	t.Helper()
	s := &school{dir: t.TempDir(), secret: identity.NewSecret(), codes: make(map[string]string)}
	server, err := embedded.Start(t.Context(), embedded.Config{
		DataDir: s.dir, Host: "127.0.0.1", Access: identity.ServerConfig(s.secret.Public()),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Shutdown() })
	s.url = server.ClientURL()
	s.enrol(t)
	s.admit(t)
	return s
}

// enrol makes the logins.
func (s *school) enrol(t *testing.T) {
	t.Helper()
	nc, err := s.connect(s.secret.Coordinator())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	defer cancel()
	users, err := identity.Open(ctx, nc, 1, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	done, err := users.Import(ctx, []identity.Row{
		{Login: "042191010", Role: identity.Student, Name: "Ana"},
		{Login: "porta-1", Role: identity.Kiosk, Name: "Sala 301"},
		{Login: "pagina", Role: identity.Gateway, Name: "A página"},
		{Login: "clara", Role: identity.Teacher, Name: "Clara"},
		{Login: "davi", Role: identity.Teacher, Name: "Davi"},
		{Login: "root", Role: identity.Admin, Name: "Eva"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, issued := range done.Created {
		s.codes[issued.Login] = issued.Code.Reveal()
	}
}

// admit lets people in until the test ends.
func (s *school) admit(t *testing.T) {
	t.Helper()
	service := identity.New(identity.Config{
		Secret: s.secret, Connect: s.connect, Replicas: 1, Now: time.Now,
		Logger: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- service.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case <-service.Ready():
	case <-time.After(natstest.Patience):
		t.Fatal("nobody is let in")
	}
}

func (s *school) connect(opts ...nats.Option) (*nats.Conn, error) {
	return natstest.Dial(s.url, opts...)
}

// start runs a coordinator.
func (s *school) start(t *testing.T) *replica {
	t.Helper()
	return start(t, s.url, func(c *coordinator.Config) {
		c.Auth = true
		c.Connect = func(opts ...nats.Option) (*nats.Conn, error) {
			return s.connect(append(opts, s.secret.Coordinator())...)
		}
	})
}

// login connects somebody until the test ends.
func (s *school) login(t *testing.T, login string) contract.Login {
	t.Helper()
	nc, err := s.connect(nats.UserInfo(login, s.codes[login]),
		nats.CustomInboxPrefix(subjects.InboxPrefix(login)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return contract.Login{Name: login, Conn: nc}
}

func TestContractWithLogins(t *testing.T) {
	s := startSchool(t)
	for range 2 {
		s.start(t)
	}
	contract.RunLogins(t, contract.Logins{
		Teacher: s.login(t, "clara"), Other: s.login(t, "davi"), Admin: s.login(t, "root"),
		Kiosk: s.login(t, "porta-1"), Gateway: s.login(t, "pagina"),
		Student: s.login(t, "042191010"),
	})
}
