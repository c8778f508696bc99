//go:build browser

package browser

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/natstest"
)

// class is the one that the tests are about.
const class = subjects.Class(3030)

// school is one node, with its page behind a network that can be cut.
type school struct {
	t       *testing.T
	cfg     node.Config
	url     string // of the page, as phones find it
	desk    string // of the page, on the teacher's computer
	network *faults.Proxy
	teacher *clients.Client   // who looks over NATS
	stop    func()            // the node
	node    string            // where it is reached over NATS
	codes   map[string]string // of logins, where there are any
}

func newSchool(t *testing.T, change ...func(*school)) *school {
	t.Helper()
	listen := natstest.FreeAddrs(t, 1)[0]
	s := &school{t: t, cfg: node.Config{
		DataDir: filepath.Join(t.TempDir(), "data"), Listen: "127.0.0.1:0",
		Web: node.Web{Listen: listen},
	}}
	for _, c := range change {
		c(s)
	}
	scheme := "http://"
	if s.cfg.TLS.Cert != "" {
		scheme = "https://"
	}
	if s.network == nil {
		s.network = natstest.Proxy(t, "http://"+listen)
	}
	s.url = scheme + strings.TrimPrefix(s.network.URL(), "nats://")
	if s.desk == "" {
		s.desk = s.url
	}
	s.cfg.Web.URL = s.url
	s.start()
	t.Cleanup(func() { s.stop() })
	return s
}

// start runs the node, again after a stop.
func (s *school) start() {
	s.t.Helper()
	m := node.New(s.cfg)
	if err := m.Run(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	s.node = m.ClientURL()
	nc, err := natstest.Dial(s.node, append(trusting(s.cfg.TLS.CA), s.as("admin")...)...)
	if err != nil {
		s.t.Fatal(err)
	}
	s.teacher = clients.New(nc)
	s.stop = func() {
		nc.Close()
		if err := m.Close(); err != nil {
			s.t.Error(err)
		}
	}
}

func trusting(authority string) []nats.Option {
	if authority == "" {
		return nil
	}
	return []nats.Option{nats.RootCAs(authority)}
}

// open opens a coded roll call on the teacher's page, and stays there.
func (s *school) open() *tab {
	s.t.Helper()
	teacher := s.computer("/professor")
	teacher.enter("#class", class.String())
	teacher.press("main form button")
	teacher.sees("Turma 3030")
	return teacher
}

// list is who is present, as the teacher's terminal is told.
func (s *school) list() []subjects.Student {
	s.t.Helper()
	roll, err := s.teacher.List(s.t.Context(), class, true)
	if err != nil {
		s.t.Fatal(err)
	}
	return roll.Students
}

// await waits until exactly these are present.
func (s *school) await(want ...subjects.Student) {
	s.t.Helper()
	natstest.Eventually(s.t, "they are present", func() bool {
		return slices.Equal(s.list(), want)
	})
}

// present holds the list to be exactly these.
func (s *school) present(want ...subjects.Student) {
	s.t.Helper()
	if got := s.list(); !slices.Equal(got, want) {
		s.t.Fatalf("present are %v, want %v", got, want)
	}
}
