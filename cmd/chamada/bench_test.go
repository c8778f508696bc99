package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients/bench"
)

func TestBenchOfItsOwnSystem(t *testing.T) {
	status, stdout, stderr := runBenchCommand(t, t.Context(), "--json")
	if status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	var report bench.Report
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if !report.Healthy() || report.Ratio == nil || len(report.Measurements) != 2 {
		t.Errorf("report %+v", report)
	}
	leftNothing(t)
}

func TestBenchForPeople(t *testing.T) {
	_, stdout, stderr := runBenchCommand(t, t.Context(), "--lang", "pt")
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
		{"--clients", "0"}, {"--students", "10001"}, {"--rounds", "-1"}, {"--duration", "0s"}, {"--warmup", "-1s"}, {"3030"},
	} {
		if status, _, stderr := runBenchCommand(t, t.Context(), args...); status != 2 {
			t.Errorf("%v: exit status %d: %s", args, status, stderr)
		}
	}
}

// runBenchCommand puts a small load on, in a directory of its own.
func runBenchCommand(t *testing.T, ctx context.Context, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	t.Setenv("NATS_URL", "")
	t.Setenv("NATS_CONTEXT", "")
	t.Chdir(t.TempDir())
	small := []string{"bench", "--clients", "16", "--students", "100", "--rounds", "1", "--duration", "200ms", "--warmup", "50ms"}
	var out, err bytes.Buffer
	status = run(ctx, append(small, args...), strings.NewReader(""), &out, &err)
	return status, out.String(), err.String()
}

func leftNothing(t *testing.T) {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}
