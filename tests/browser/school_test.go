//go:build browser

package browser

import (
	"path/filepath"
	"strings"
	"testing"

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
	url     string // of the page
	network *faults.Proxy
	teacher *clients.Client // who looks over NATS
}

func newSchool(t *testing.T) *school {
	t.Helper()
	listen := natstest.FreeAddrs(t, 1)[0]
	network := natstest.Proxy(t, "http://"+listen)
	url := "http" + strings.TrimPrefix(network.URL(), "nats")
	m := node.New(node.Config{
		DataDir: filepath.Join(t.TempDir(), "data"), Listen: "127.0.0.1:0",
		Web: node.Web{Listen: listen, URL: url},
	})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return &school{t, url, network, clients.New(natstest.Connect(t, m.ClientURL()))}
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

// present holds the list to be exactly these.
func (s *school) present(want ...subjects.Student) {
	s.t.Helper()
	got := s.list()
	if len(got) != len(want) {
		s.t.Fatalf("present are %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			s.t.Fatalf("present are %v, want %v", got, want)
		}
	}
}
