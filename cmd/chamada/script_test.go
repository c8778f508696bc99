package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/chamada/chamada/cmd/chamada/bench"
)

// TestMain lets the test binary stand for the program, in scripts and where it runs
// itself. With the race detector each would sleep for a second before it exits, for
// races that are yet to come.
func TestMain(m *testing.M) {
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0")
	bench.Program = func() (string, error) { return exec.LookPath("chamada") }
	testscript.Main(m, map[string]func(){"chamada": main})
}

// TestScript runs testdata/script, which reads as usage.
func TestScript(t *testing.T) {
	testscript.Run(t, scripts(filepath.Join("testdata", "script")))
}

// scripts are those of a directory, with the commands they may use.
func scripts(dir string) testscript.Params {
	return testscript.Params{
		Dir:   dir,
		Setup: isolate,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve":   serveCmd,
			"spawn":   spawnCmd,
			"await":   awaitCmd,
			"status":  statusCmd,
			"until":   untilCmd,
			"login":   loginCmd,
			"deaf":    deafCmd,
			"audit":   auditCmd,
			"echoing": echoingCmd,
		},
	}
}

// isolate keeps the person's own configuration and language out of scripts.
func isolate(env *testscript.Env) error {
	for _, variable := range []string{"HOME", "XDG_CONFIG_HOME", "USERPROFILE"} {
		env.Setenv(variable, env.WorkDir)
	}
	env.Setenv("LANG", "pt_BR.UTF-8")
	env.Setenv("TZ", "UTC")
	env.Setenv("GORACE", os.Getenv("GORACE"))
	env.Setenv("NATS_TIMEOUT", "10s")
	return nil
}

var listening = regexp.MustCompile(`listening.*(nats://\S+:\d+)`)

// serveCmd is "serve [FLAG...]": it starts a coordinator on a free port, with
// its data in $WORK/data, waits until it serves and sets NATS_URL.
func serveCmd(ts *testscript.TestScript, neg bool, args []string) {
	spawnCmd(ts, neg,
		append([]string{"serve", "chamada", "serve", "--data", "data", "--listen", "127.0.0.1:0"},
			args...))
	ts.Setenv("NATS_URL", await(ts, "serve.err", listening)[1])
}

// spawnCmd is "spawn NAME PROGRAM [ARG...]": it starts a program whose streams
// go to NAME.out and NAME.err and which the script's end interrupts.
func spawnCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: spawn NAME PROGRAM [ARG...]")
	}
	cmd := program(ts, args[1:]...)
	cmd.Stdout, cmd.Stderr = create(ts, args[0]+".out"), create(ts, args[0]+".err")
	ts.Check(cmd.Start())
	ts.Defer(func() { stop(ts, cmd) })
}

// program is one that is yet to be run, in the script's directory and environment.
func program(ts *testscript.TestScript, args ...string) *exec.Cmd {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Env = ts.Getenv("WORK"), os.Environ()
	for _, variable := range []string{"HOME", "XDG_CONFIG_HOME", "USERPROFILE", "LANG", "TZ",
		"NATS_URL", "NATS_TIMEOUT", "NATS_USER", "NATS_PASSWORD"} {
		cmd.Env = append(cmd.Env, variable+"="+ts.Getenv(variable))
	}
	return cmd
}

func create(ts *testscript.TestScript, name string) *os.File {
	f, err := os.Create(ts.MkAbs(name))
	ts.Check(err)
	ts.Defer(func() { f.Close() })
	return f
}

func stop(ts *testscript.TestScript, cmd *exec.Cmd) {
	// ended already, or Windows, which has no such signal
	if cmd.Process.Signal(os.Interrupt) != nil {
		_ = cmd.Process.Kill()
	}
	if err := cmd.Wait(); err != nil {
		ts.Logf("%s: %v", cmd, err)
	}
}

// awaitCmd is "await FILE REGEXP": it waits until a line of FILE matches.
func awaitCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: await FILE REGEXP")
	}
	await(ts, args[0], regexp.MustCompile("(?m)"+args[1]))
}

func await(ts *testscript.TestScript, file string, pattern *regexp.Regexp) []string {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		text := ts.ReadFile(file)
		if found := pattern.FindStringSubmatch(text); found != nil &&
			strings.HasSuffix(text, "\n") {
			return found
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			ts.Fatalf("%s never came to match %s:\n%s", file, pattern, text)
		}
	}
}

// untilCmd is "until FILE REGEXP PROGRAM [ARG...]": it runs the program, again
// and again, until a line of FILE matches.
func untilCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: until FILE REGEXP PROGRAM [ARG...]")
	}
	pattern := regexp.MustCompile("(?m)" + args[1])
	for deadline := time.Now().Add(30 * time.Second); !pattern.MatchString(ts.ReadFile(args[0])); {
		if time.Now().After(deadline) {
			ts.Fatalf("%s never came to match %s", args[0], pattern)
		}
		ts.Check(ts.Exec(args[2], args[3:]...))
	}
}

// statusCmd is "status N PROGRAM [ARG...]": exec, with the exit status that is
// wanted.
func statusCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N PROGRAM [ARG...]")
	}
	var failure *exec.ExitError
	err := ts.Exec(args[1], args[2:]...)
	if !errors.As(err, &failure) {
		ts.Check(err)
		ts.Fatalf("exit status 0, want %s", args[0])
	}
	if got := strconv.Itoa(failure.ExitCode()); got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// deafCmd is "deaf PROGRAM [ARG...]": it runs the program with a pipe as its standard
// output that nobody reads, and wants status 1. What it says is in deaf.err.
func deafCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: deaf PROGRAM [ARG...]")
	}
	r, w, err := os.Pipe()
	ts.Check(err)
	ts.Check(r.Close())
	defer w.Close()
	said := create(ts, "deaf.err")
	cmd := program(ts, args...)
	cmd.Stdout, cmd.Stderr = w, said
	var failure *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &failure) || failure.ExitCode() != 1 {
		ts.Fatalf("%s: %v, want exit status 1:\n%s", cmd, err, ts.ReadFile("deaf.err"))
	}
}
