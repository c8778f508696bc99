package node_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestSecretsStayWhereTheyBelong has logins of every role come and go, right and
// wrong, and looks for what is secret everywhere it could have got to.
func TestSecretsStayWhereTheyBelong(t *testing.T) {
	t.Parallel()
	dir, secret := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	if _, err := identity.EnsureSecret(secret); err != nil {
		t.Fatal(err)
	}
	log := new(natstest.Log)
	s := &school{codes: map[string]string{}}
	nodes := startCluster(t, func(cfg *node.Config) {
		cfg.DataDir = filepath.Join(dir, cfg.Cluster.Name)
		cfg.Auth, cfg.Secret, cfg.FirstAdmin = true, secret, s.keep // by one of them
		cfg.Logger = slog.New(
			slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	s.main = nodes[0]
	s.enrol(t)
	seen := s.watch(t)
	s.wrong(t, "clara", "wr0ng-code-0000")
	s.lesson(t)
	said := log.String() + s.manage(t)
	for _, m := range nodes {
		_, page := natstest.Get(t, m.HTTPURL()+"/metrics")
		said += page + m.PublicURL()
	}
	s.wrong(t, "davi", "wr0ng-code-0000")
	for _, m := range nodes {
		stop(t, m)
	}
	said += log.String() + seen.String()

	hidden := []string{"wr0ng-code-0000", read(t, secret), routePassword(t, secret)}
	for _, code := range s.codes {
		hidden = append(hidden, code, strings.ReplaceAll(code, "-", ""))
	}
	for _, text := range hidden {
		if strings.Contains(said, text) {
			t.Errorf("%s was said", text)
		}
		if where := stored(t, dir, text); where != "" {
			t.Errorf("%s is in %s", text, where)
		}
	}
	for _, must := range []string{"clara", "authentication error", subjects.EventOpened(3030)} {
		if !strings.Contains(said, must) {
			t.Errorf("nothing was heard of %s", must)
		}
	}
}

// watch writes down all traffic that an admin may see.
func (s *school) watch(t *testing.T) *natstest.Log {
	t.Helper()
	seen := new(natstest.Log)
	s.codes["admin"+identity.Watch] = s.codes["admin"]
	nc := s.login(t, "admin"+identity.Watch)
	_, err := nc.Subscribe("chamada.>", func(m *nats.Msg) {
		_, _ = seen.Write(append([]byte(m.Subject+" "), m.Data...))
		for name, values := range m.Header {
			_, _ = seen.Write([]byte(name + strings.Join(values, " ")))
		}
	})
	if err == nil {
		err = nc.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func (s *school) wrong(t *testing.T, login, code string) {
	t.Helper()
	nc, err := nats.Connect(s.main.ClientURL(), nats.UserInfo(login, code),
		nats.Timeout(natstest.Patience))
	if err == nil {
		nc.Close()
		t.Errorf("%s was let in with a wrong code", login)
	} else if strings.Contains(err.Error(), code) {
		t.Errorf("the error has the code: %v", err)
	}
}

func (s *school) lesson(t *testing.T) {
	t.Helper()
	clara := s.login(t, "clara")
	ask(t, clara, subjects.TeacherStart, `{"class":3030}`)
	ask(t, s.login(t, "042191010"), subjects.StudentPresent, `{"class":3030}`)
	ask(t, s.login(t, "porta-1"), subjects.StudentPresent, `{"class":3030,"student":"7"}`)
	ask(t, clara, subjects.TeacherEnd, `{"class":3030}`)
}

// manage removes a login, renews one, and returns what was said about it.
func (s *school) manage(t *testing.T) string {
	t.Helper()
	users := identity.ForAdmin(s.login(t, "admin"), time.Now)
	if err := users.Remove(t.Context(), "205182055"); err != nil {
		t.Fatal(err)
	}
	issued, err := users.Renew(t.Context(), "porta-1")
	if err != nil {
		t.Fatal(err)
	}
	old := s.codes["porta-1"]
	s.keep(issued)
	s.login(t, "porta-1")
	s.wrong(t, "porta-1", old)
	return users.Remove(t.Context(), "nobody").Error()
}

// stored is a file below dir that has the text, empty when none has.
func stored(t *testing.T, dir, text string) (where string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.Contains(read(t, path), text) {
			where = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return where
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func routePassword(t *testing.T, secretFile string) string {
	t.Helper()
	secret, err := identity.ReadSecret(secretFile)
	if err != nil {
		t.Fatal(err)
	}
	password, _ := secret.Route().Password()
	return password
}

func TestDataIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // permissions are not mode bits there
	}
	cfg := config(t)
	startSchool(t, cfg)
	for path, want := range map[string]os.FileMode{cfg.DataDir: 0o700,
		filepath.Join(cfg.DataDir, "secret"): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %v, want %v", path, got, want)
		}
	}
}
