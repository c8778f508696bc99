package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

// TestMain lets this program be what a node of a benchmark runs, as chamada is.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "bench" && os.Args[2] == "node" {
		s := session.New(texts.Portuguese, terminal.New(os.Stdin, os.Stdout, os.Stderr))
		err := execute(context.Background(), s, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
		os.Exit(s.Exit(err))
	}
	os.Exit(m.Run())
}

// execute runs a command line as the program does.
func execute(ctx context.Context, s *session.Session, args []string, in io.Reader,
	out, log io.Writer) error {
	root := &cobra.Command{SilenceErrors: true, SilenceUsage: true}
	root.SetFlagErrorFunc(s.FlagError)
	root.AddCommand(Command(s))
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(log)
	return root.ExecuteContext(ctx)
}

func TestBenchOfItsOwnSystem(t *testing.T) {
	status, stdout, stderr := runBenchCommand(t, t.Context(), "--json")
	if status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	var report measure.Report
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if !report.Healthy() || report.Ratio == nil || len(report.Measurements) != 2 ||
		len(report.Usage.Pages) != 1 || report.Ratio.Bytes <= 0 {
		t.Errorf("report %+v", report)
	}
	leftNothing(t)
}

func TestBenchForPeople(t *testing.T) {
	_, stdout, stderr := runBenchCommand(t, t.Context())
	for _, want := range []string{"presenças/s", "eco", "mediana"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in %s", want, stdout)
		}
	}
	if !strings.Contains(stderr, "chamada-bench-") {
		t.Errorf("it does not say where: %s", stderr)
	}
}

func TestBenchInterruptedBeforeItBegan(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	status, stdout, _ := runBenchCommand(t, ctx)
	if status != 1 || stdout != "" {
		t.Errorf("exit status %d, %q", status, stdout)
	}
	leftNothing(t)
}

func TestBenchMisused(t *testing.T) {
	for _, args := range [][]string{
		{"--clients", "0"}, {"--students", "10001"}, {"--rounds", "-1"}, {"--duration", "0s"},
		{"--warmup", "-1s"}, {"3030"},
		{"--students", "-1"}, {"--nodes", "2"}, {"--nodes", "3", "--server", "nats://127.0.0.1:1"},
		{"--metrics", "http://127.0.0.1:1"},
		{"--metrics", "127.0.0.1:1", "--server", "nats://127.0.0.1:1"},
	} {
		if status, _, stderr := runBenchCommand(t, t.Context(), args...); status != 2 {
			t.Errorf("%v: exit status %d: %s", args, status, stderr)
		}
	}
}

func TestBenchBurst(t *testing.T) {
	small := []string{"bench", "--classes", "3", "--students", "20", "--rounds", "1", "--warmup",
		"0s"}
	status, stdout, stderr := runAlone(t, t.Context(), append(small, "--burst", "200ms")...)
	if status != 0 || !strings.Contains(stdout, "de 60 alunos em 200ms, metade esperou até") {
		t.Errorf("exit status %d: %s%s", status, stdout, stderr)
	}
	for _, wrong := range [][]string{
		{"--burst", "0s"}, {"--burst", "-1s"}, {"--burst", "1s", "--clients", "3"},
		{"--burst", "1s", "--duration", "3s"},
		{"--burst", "1s", "--classes", "10000", "--students", "101"},
	} {
		if status, _, stderr := runAlone(t, t.Context(), append(small, wrong...)...); status != 2 {
			t.Errorf("%v: exit status %d: %s", wrong, status, stderr)
		}
	}
}

// runBenchCommand puts a small steady load on.
func runBenchCommand(t *testing.T, ctx context.Context, args ...string) (status int, stdout,
	stderr string) {
	t.Helper()
	small := []string{"bench", "--clients", "16", "--students", "100", "--rounds", "1",
		"--duration", "200ms", "--warmup", "50ms"}
	return runAlone(t, ctx, append(small, args...)...)
}

// reportOf is what the program prints with --json. That a busy machine turned
// somebody away, which its exit status tells, is no matter.
func reportOf(t *testing.T, args ...string) (report measure.Report) {
	t.Helper()
	_, stdout, stderr := runBenchCommand(t, t.Context(), append(args, "--json")...)
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err, stderr)
	}
	return report
}

// runAlone runs the program in a directory of its own, with nothing of the
// environment to say what to connect to.
func runAlone(t *testing.T, ctx context.Context, args ...string) (status int, stdout,
	stderr string) {
	t.Helper()
	t.Setenv("NATS_URL", "")
	t.Setenv("NATS_CONTEXT", "")
	t.Chdir(t.TempDir())
	var out, log bytes.Buffer
	s := session.New(texts.Portuguese, terminal.New(strings.NewReader(""), &out, &log))
	err := execute(ctx, s, args, strings.NewReader(""), &out, &log)
	return s.Exit(err), out.String(), log.String()
}

func leftNothing(t *testing.T) {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}
