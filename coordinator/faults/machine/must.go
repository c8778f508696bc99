//go:build faults && linux

package machine

import (
	"os/exec"
	"testing"
	"time"
)

// eventually tries until it works, and fails the test when that takes too long.
func eventually(t testing.TB, within time.Duration, try func() error) {
	t.Helper()
	again := time.NewTicker(poll)
	defer again.Stop()
	late := time.After(within)
	for err := try(); err != nil; err = try() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("not within %v: %v", within, err)
		}
	}
}

func run(t testing.TB, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
