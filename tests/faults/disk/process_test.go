//go:build faults && linux

package disk_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

// program is the chamada under test.
var program string

func TestMain(m *testing.M) { os.Exit(faults.Main(m, &program)) }

// server is a process of "chamada serve".
type server struct {
	*process.Process
	process.URLs // once it serves
}

// serve starts a process and returns when it serves.
func serve(t *testing.T, data string) *server {
	t.Helper()
	s := launch(t, data)
	s.listens(t)
	return s
}

func launch(t *testing.T, data string, flags ...string) *server {
	t.Helper()
	args :=
		append(
			[]string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"},
			flags...)
	return &server{Process: process.Start(t, program, args...)}
}

// listens waits until it serves.
func (s *server) listens(t *testing.T) {
	t.Helper()
	var err error
	if s.URLs, err = s.AwaitServing(); err != nil {
		t.Fatal(err)
	}
}

// health is what GET /healthz answers.
func (s *server) health(t *testing.T) (status int, body string) {
	t.Helper()
	return natstest.Get(t, s.HTTP+"/healthz")
}

// becomes waits until /healthz answers with that status and those words, and
// tells how long it took.
func (s *server) becomes(t *testing.T, status int, words string) time.Duration {
	t.Helper()
	began := time.Now()
	natstest.Within(t, 20*time.Second, func() error {
		got, body := s.health(t)
		if got != status || !strings.Contains(body, words) {
			return fmt.Errorf("healthz: %d %s", got, body)
		}
		return nil
	})
	return time.Since(began)
}
