package node_test

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

func TestNobodyConnectsWithoutALogin(t *testing.T) {
	s := startSchool(t, config(t))
	if nc, err := nats.Connect(s.main.ClientURL()); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("without a login: %v %v", nc, err)
	}
	s.enrol(t)
	clara, ana := s.login(t, "clara"), s.login(t, "042191010")
	ask(t, clara, subjects.TeacherStart, `{"class":3030}`)
	ask(t, ana, subjects.StudentPresent, `{"class":3030}`)
	want(t, ask(t, clara, subjects.TeacherList, `{"class":3030}`), `"students":["042191010"]`)
}

// TestLoginsAreTurnedOnAndOff on one data directory, which loses nothing by it.
func TestLoginsAreTurnedOnAndOff(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	open := start(t, cfg)
	anyone := natstest.Connect(t, open.ClientURL())
	ask(t, anyone, subjects.TeacherStart, `{"class":3030}`)
	ask(t, anyone, subjects.StudentPresent, `{"class":3030,"student":"1"}`)
	anyone.Close()
	stop(t, open)

	s := startSchool(t, cfg)
	s.enrol(t)
	ask(t, s.login(t, "porta-1"), subjects.StudentPresent, `{"class":3030,"student":"2"}`)
	want(t, ask(t, s.login(t, "admin"), subjects.TeacherList, `{"class":3030}`),
		`"students":["1","2"]`)
	stop(t, s.main)

	open = start(t, cfg)
	want(t, ask(t, natstest.Connect(t, open.ClientURL()), subjects.TeacherEnd, `{"class":3030}`),
		`"students":["1","2"]`)
	stop(t, open)

	cfg.FirstAdmin = func(identity.Issued) { t.Error("there is an admin, and another was made") }
	cfg.Auth = true
	s.main = start(t, cfg)
	s.login(t, "clara")
}

// TestLoginsOnAnExistingNATS has the servers get the configuration that is printed,
// and two coordinators one secret.
func TestLoginsOnAnExistingNATS(t *testing.T) {
	t.Parallel()
	cfg := node.Config{Auth: true, Secret: filepath.Join(t.TempDir(), "secret")}
	text, err := cfg.NATSConfig()
	if err != nil {
		t.Fatal(err)
	}
	opts := new(server.Options)
	if err := opts.ProcessConfigString(text); err != nil {
		t.Fatal(err)
	}
	opts.Port, opts.JetStream, opts.StoreDir, opts.SyncAlways = server.RANDOM_PORT, true,
		t.TempDir(), true
	cfg.Servers = natstest.Serve(t, opts).ClientURL()
	s := startSchool(t, cfg)
	start(t, cfg)
	s.enrol(t)
	ask(t, s.login(t, "clara"), subjects.TeacherStart, `{"class":3030}`)
	ask(t, s.login(t, "042191010"), subjects.StudentPresent, `{"class":3030}`)
	if _, err := nats.Connect(cfg.Servers); !errors.Is(err, nats.ErrAuthorization) {
		t.Errorf("without a login: %v", err)
	}
}

func TestNATSWithoutLogins(t *testing.T) {
	cfg := node.Config{Auth: true, Secret: filepath.Join(t.TempDir(), "secret"),
		Servers: natstest.Start(t, t.TempDir()).ClientURL()}
	if _, err := cfg.NATSConfig(); err != nil { // makes the secret
		t.Fatal(err)
	}
	if _, ok := errors.AsType[*node.OpenServersError](refused(t, cfg, "--auth")); !ok {
		t.Error("it serves logins where everybody is let in")
	}
}

func TestSecretHasToBeGiven(t *testing.T) {
	cfg := config(t)
	cfg.Auth = true
	cfg.Cluster = node.Cluster{Name: "n", Listen: "127.0.0.1:0", Routes: "nats://127.0.0.1:1"}
	if err := refused(t, cfg, "--secret"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a node of a cluster makes a secret of its own: %v", err)
	}
	cfg = config(t)
	cfg.Auth, cfg.Servers, cfg.Secret = true, "nats://127.0.0.1:1",
		filepath.Join(t.TempDir(), "secret")
	if err := refused(t, cfg, "--secret"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a coordinator makes a secret that the servers do not have: %v", err)
	}
	cfg = config(t)
	cfg.Auth, cfg.Secret = true, filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(cfg.Secret, []byte("0"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, cfg, "--secret")
}

func TestLoginsBeyondLoopbackWantTLS(t *testing.T) {
	cfg := config(t)
	cfg.Auth, cfg.Listen = true, "0.0.0.0:0"
	exposed, ok := errors.AsType[*node.ExposedError](refused(t, cfg, "--listen"))
	if !ok || !exposed.Auth {
		t.Errorf("got %v", exposed)
	}
	cfg.Listen, cfg.Cluster.Listen = "127.0.0.1:0", "0.0.0.0:0"
	if exposed, ok := errors.AsType[*node.ExposedError](refused(t, cfg, "--cluster-listen")); !ok ||
		!exposed.Auth {
		t.Errorf("got %v", exposed)
	}
	cfg.Listen, cfg.Cluster.Listen, cfg.Insecure = "0.0.0.0:0", "", true
	start(t, cfg)
}

func TestDataOfAnEarlierVersion(t *testing.T) {
	cfg := config(t)
	if err := os.MkdirAll(filepath.Join(cfg.DataDir, "jetstream", "$G", "streams", "CHAMADA"),
		0o700); err != nil {
		t.Fatal(err)
	}
	if _, ok := errors.AsType[*node.DataError](refused(t, cfg, "--data")); !ok {
		t.Error("it started without the journal that is there")
	}
}

// school is a coordinator with logins, and their codes.
type school struct {
	main  *node.Main
	codes map[string]string
	opts  []nats.Option // of every connection
}

// people has somebody of each role; the admin is there already.
var people = []identity.Row{
	{Login: "042191010", Role: identity.Student, Name: "Ana"},
	{Login: "205182055", Role: identity.Student, Name: "Bruno"},
	{Login: "porta-1", Role: identity.Kiosk, Name: "Sala 301"},
	{Login: "clara", Role: identity.Teacher, Name: "Clara"},
	{Login: "davi", Role: identity.Teacher, Name: "Davi"},
}

func startSchool(t *testing.T, cfg node.Config, opts ...nats.Option) *school {
	t.Helper()
	s := &school{codes: map[string]string{}, opts: opts}
	cfg.Auth, cfg.FirstAdmin = true, s.keep
	s.main = start(t, cfg)
	return s
}

// keep is called before the coordinator is ready.
func (s *school) keep(i identity.Issued) { s.codes[i.Login] = i.Code.Reveal() }

// enrol makes the people's logins, as the admin.
func (s *school) enrol(t *testing.T) {
	t.Helper()
	done, err := identity.ForAdmin(s.login(t, "admin"), time.Now).Import(t.Context(), people, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range done.Created {
		s.keep(i)
	}
}

// login connects, as soon as the coordinators have heard of the login.
func (s *school) login(t *testing.T, login string) (nc *nats.Conn) {
	t.Helper()
	natstest.Within(t, natstest.Patience, func() (err error) {
		nc, err = natstest.Dial(s.main.ClientURL(), append(s.opts,
			nats.UserInfo(login, s.codes[login]),
			nats.CustomInboxPrefix(subjects.InboxPrefix(login)))...)
		return err
	})
	t.Cleanup(nc.Close)
	return nc
}

// ask asks until it is judged, as clients do: a coordinator takes nothing for a second,
// or does not know, when the machine had no time for it.
func ask(t *testing.T, nc *nats.Conn, subject, body string) (reply string) {
	t.Helper()
	m := nats.NewMsg(subject)
	m.Data = []byte(body)
	m.Header.Set(subjects.HeaderID, nuid.Next())
	natstest.Eventually(t, "the request is judged", func() bool {
		r, err := nc.RequestMsg(m, natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		reply = string(r.Data)
		if r.Header.Get(subjects.HeaderStatus) == "" {
			return true
		}
		said := subjects.DecodeError(r.Data)
		if said.Code.Status() != http.StatusServiceUnavailable {
			t.Fatal(said)
		}
		return false
	})
	return reply
}

func want(t *testing.T, got, part string) {
	t.Helper()
	if !strings.Contains(got, part) {
		t.Errorf("%s is not in %s", part, got)
	}
}

// TestStopsWhilePeopleComeIn has clients come all the while, as they do when they are
// thrown out of another node: the callout of a NATS server that is shutting down
// would take the process with it.
func TestStopsWhilePeopleComeIn(t *testing.T) {
	t.Parallel()
	for range 2 {
		s := startSchool(t, config(t))
		url := s.main.ClientURL()
		over, came := make(chan struct{}), new(sync.WaitGroup)
		for range 16 {
			came.Go(func() {
				for {
					select {
					case <-over:
						return
					default:
					}
					if nc, err := nats.Connect(url,
						nats.UserInfo("admin", s.codes["admin"])); err == nil {
						nc.Close()
					}
				}
			})
		}
		stop(t, s.main)
		close(over)
		came.Wait()
	}
}
