package identity_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// patience is how long a test waits for what must happen; a cluster takes some 20 s
// to find its first leader on a busy machine.
const patience = time.Minute

// startServer runs a server whose configuration is the package's, and more.
func startServer(t testing.TB, p identity.Public, more string) *server.Server {
	t.Helper()
	return startConfigured(t, identity.ServerConfig(p)+"\n"+more)
}

// startConfigured runs a server with a configuration for who may do what.
func startConfigured(t testing.TB, access string) *server.Server {
	t.Helper()
	o := &server.Options{}
	config := fmt.Sprintf("listen: 127.0.0.1:-1\njetstream { store_dir: %q }\n%s", t.TempDir(),
		access)
	if err := o.ProcessConfigString(config); err != nil {
		t.Fatal(err)
	}
	o.NoSigs, o.DisableShortFirstPing = true, true // as an embedded one
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(patience) {
		t.Fatal("the server does not start")
	}
	return s
}

// system is a server, the logins in it, and a coordinator that says who asks.
type system struct {
	url    string
	secret identity.Secret
	core   *nats.Conn
	users  *identity.Users
	codes  map[string]string
	log    *natstest.Log

	replicas int              // of the bucket; 0 is 1
	own      *embedded.Server // makes an account for each login; nil: they share
	wire     identity.Wire    // of own; zero: nobody listens to it
	service  *identity.Service
}

// people has somebody of each role, and two students.
var people = []identity.Row{
	{Login: "042191010", Role: identity.Student, Name: "Ana"},
	{Login: "205182055", Role: identity.Student, Name: "Bruno"},
	{Login: "porta-1", Role: identity.Kiosk, Name: "Sala 301"},
	{Login: "clara", Role: identity.Teacher, Name: "Clara"},
	{Login: "davi", Role: identity.Teacher, Name: "Davi"},
	{Login: "root", Role: identity.Admin, Name: "Eva"},
}

func startSystem(t testing.TB) *system {
	t.Helper()
	s := &system{secret: identity.NewSecret(), codes: map[string]string{}, log: new(natstest.Log)}
	s.url = startServer(t, s.secret.Public(), "").ClientURL()
	s.core = s.connect(t, s.secret.Coordinator())
	s.serve(t, s.url)
	s.fill(t)
	return s
}

// fill makes the people and the coordinators' desk, and a journal with a record.
func (s *system) fill(t testing.TB) {
	t.Helper()
	ctx := timeout(t)
	var err error
	if s.users, err = identity.Open(ctx, s.core, max(s.replicas, 1), time.Now); err != nil {
		t.Fatal(err)
	}
	done, err := s.users.Import(ctx, people, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range done.Created {
		s.codes[i.Login] = i.Code.Reveal()
	}
	s.codes["root"+identity.Watch] = s.codes["root"]
	js, err := jetstream.New(s.core)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(ctx,
		jetstream.StreamConfig{Name: "CHAMADA", Subjects: []string{subjects.Journal},
			DenyDelete: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := js.Publish(ctx, subjects.Journal, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	desk(t, s.core)
	for login := range s.codes { // the coordinator hears of a new login soon
		eventually(t, login+" can log in", func() bool {
			nc, err := nats.Connect(s.url, nats.UserInfo(login, s.codes[login]),
				nats.Timeout(patience))
			if err == nil {
				nc.Close()
			}
			return err == nil
		})
	}
}

// desk answers requests as a coordinator does, with who asks.
func desk(t testing.TB, nc *nats.Conn) {
	t.Helper()
	service, err := micro.AddService(nc,
		micro.Config{Name: subjects.ServiceName, Version: "1.0.0", QueueGroup: subjects.QueueGroup})
	if err != nil {
		t.Fatal(err)
	}
	say := micro.HandlerFunc(func(r micro.Request) {
		a := identity.OfRequest(r)
		_ = r.Respond(fmt.Appendf(nil, "%s %s", a.Role, a.Login))
	})
	for i, subject := range []string{subjects.TeacherStart, subjects.TeacherEnd,
		subjects.TeacherList, subjects.StudentPresent} {
		if err := service.AddEndpoint(fmt.Sprint("e", i), say,
			micro.WithEndpointSubject(subject)); err != nil {
			t.Fatal(err)
		}
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
}

// serve runs a coordinator's part until the test ends or stop is called.
func (s *system) serve(t testing.TB, url string) (stop func()) {
	t.Helper()
	cfg := identity.Config{
		Secret: s.secret,
		Connect: func(o ...nats.Option) (*nats.Conn, error) {
			return nats.Connect(url, append(o, persistent...)...)
		},
		Replicas: max(s.replicas, 1), Now: time.Now,
		Logger: slog.New(
			slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		// by one of them
		FirstAdmin: func(i identity.Issued) { s.codes[i.Login] = i.Code.Reveal() },
	}
	if s.own != nil {
		cfg.Server, cfg.Account, cfg.Traffic = s.own.ID(), s.addAccount, s.own.Received
		cfg.Wire = s.wire
	}
	service := identity.New(cfg)
	if s.service == nil {
		s.service = service
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- service.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	select {
	case <-service.Ready():
	case <-time.After(patience):
		t.Errorf("the service is not ready\n%s", s.log)
	}
	return stop
}

// addAccount makes an account as serve does.
func (s *system) addAccount(a identity.Account) error {
	made := embedded.Account{Name: a.Name, From: identity.AccountCoordinators, Streams: a.Streams}
	for _, i := range a.Requests {
		made.Requests = append(made.Requests, embedded.Import(i))
	}
	return s.own.AddAccount(made)
}

var persistent = []nats.Option{
	nats.MaxReconnects(-1), nats.ReconnectWait(10 * time.Millisecond), nats.ReconnectJitter(0, 0),
	nats.Timeout(patience),
	nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}),
}

func (s *system) connect(t testing.TB, o ...nats.Option) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(s.url, append(o, persistent...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

// login is a plain connection of a login.
func (s *system) login(t testing.TB, login string, o ...nats.Option) *nats.Conn {
	t.Helper()
	o =
		append(
			[]nats.Option{nats.UserInfo(login, s.codes[login]),
				nats.CustomInboxPrefix(subjects.InboxPrefix(login))}, o...)
	return s.connect(t, o...)
}

// ask sends a request, and gives the reply or why there is none.
func ask(nc *nats.Conn, subject string, header nats.Header) string {
	r, err := nc.RequestMsg(&nats.Msg{Subject: subject, Header: header, Data: []byte("{}")},
		patience)
	if err != nil {
		return err.Error()
	}
	return string(r.Data)
}

func timeout(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

// eventually waits until it is true.
func eventually(t testing.TB, what string, isTrue func() bool) {
	t.Helper()
	natstest.Within(t, patience, func() error {
		if !isTrue() {
			return fmt.Errorf("it never came about that %s", what)
		}
		return nil
	})
}
