//go:build unix

package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"regexp"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// night is for how long nobody comes: longer than a roll call takes presences.
const night = subjects.AcceptsFor + time.Hour

// yesterday has the program do what it is told, and lets a night go by for the coordinator: its
// age counts, and no wall clock.
func yesterday(t *testing.T, commands ...[]string) (url string) {
	t.Helper()
	var elapsed atomic.Int64
	url = natstest.Serve(t,
		&server.Options{Port: -1, JetStream: true, StoreDir: t.TempDir()}).ClientURL()
	coordinating(t, coordinator.Config{
		Connect: func(opts ...nats.Option) (*nats.Conn, error) {
			return natstest.Dial(url, opts...)
		},
		Replicas: 1,
		Logger:   slog.New(slog.NewTextHandler(t.Output(), nil)),
		Registry: prometheus.NewRegistry(),
		Now:      time.Now,
		Elapsed:  func() time.Duration { return time.Duration(elapsed.Load()) },
	})
	for _, args := range commands {
		says(t, url, 0, ".", args...)
	}
	elapsed.Store(int64(night))
	return url
}

// coordinating serves roll calls until the test ends.
func coordinating(t *testing.T, cfg coordinator.Config) {
	t.Helper()
	c, err := coordinator.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("the coordinator ended with %v", err)
		}
	})
}

// says runs the program once, and wants its exit status and what it says to match.
func says(t *testing.T, url string, status int, pattern string, args ...string) {
	t.Helper()
	cmd := exec.Command("chamada", args...)
	cmd.Env = append(os.Environ(), "NATS_URL="+url, "LANG=pt_BR.UTF-8", "LC_ALL=", "TZ=UTC",
		"XDG_CONFIG_HOME="+t.TempDir())
	out, _ := cmd.CombinedOutput() // the status is looked at
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Errorf("%v: exit status %d, want %d", args, got, status)
	}
	if !regexp.MustCompile("(?s)" + pattern).Match(out) {
		t.Errorf("%v: want %s, but it says\n%s", args, pattern, out)
	}
}

var opens = []string{"teacher", "start", "3030"}

const since = `aberta em [0-9/]+ às [0-9:]+, não recebe mais presenças: passaram 12 horas\n`

// TestForgottenAtAKeyboard types the number of a roll call of yesterday: the first time
// tells since when, the second ends it and shows the list; a yes opens a new one as well.
func TestForgottenAtAKeyboard(t *testing.T) {
	url := yesterday(t, opens, []string{"teacher", "start", "4040"},
		[]string{"student", "present", "3030", "--student", "042191010"})

	p := sit(t, 24, 80, []string{"NATS_URL=" + url}, "teacher")
	p.sees(forClass)
	const offer = `dica: digitar o número da turma de novo.*1 presente.*abrir uma nova\? \[S/n\]`
	p.types("3030" + enter)
	p.sees(since + ".*" + offer)
	p.types("n" + enter)
	p.sees(offer + " n\n" + forClass)
	p.types("3030" + enter) // still open here
	p.sees(`3030: 1 presente\..*042191010 .*Encerrada em .*teacher last 3030\n` + forClass)
	p.types("4040" + enter)
	p.sees(since + `.*0 presentes.*abrir uma nova\? \[S/n\]`)
	p.types("4040" + enter) // the number is an answer, too
	p.sees(`4040: 0 presentes\..*Encerrada em .*teacher last 4040\n` + forClass)
	p.types(leave)
	if status := p.leaves(); status != 0 {
		t.Errorf("left with %d", status)
	}
}

// TestForgottenInOneStep has the list and a new roll call by Enter, and tells who leaves
// in place of an answer that the old one still waits.
func TestForgottenInOneStep(t *testing.T) {
	url := yesterday(t, opens)
	p := sit(t, 24, 80, []string{"NATS_URL=" + url}, "teacher", "3030")
	p.sees(since + `.*abrir uma nova\? \[S/n\]`)
	p.types(leave)
	p.leaves()
	p.sees(`3030 não recebe mais presenças; veja a lista e encerre com: chamada teacher end 3030`)

	p = sit(t, 24, 80, []string{"NATS_URL=" + url}, "teacher", "3030")
	p.sees(since + `.*abrir uma nova\? \[S/n\]`)
	p.types(enter)
	p.sees(`3030: 0 presentes\..*Encerrada em .*3030: chamada aberta em .*` + forClass)
}

// TestForgottenInOneShot asks about a roll call of yesterday: nobody is told that it is open.
func TestForgottenInOneShot(t *testing.T) {
	url := yesterday(t, opens)
	says(t, url, 3, since+".*dica: veja a lista e encerre-a com: chamada teacher end 3030",
		opens...)
	says(t, url, 3, "não há chamada aberta", "student", "present", "3030", "--student", "7")
	says(t, url, 0, "^Nenhuma chamada aberta", "teacher", "open")
	says(t, url, 0, "3030: 0 presentes.*Encerrada em", "teacher", "end", "3030")
	says(t, url, 0, "3030: chamada aberta em", opens...)
}
