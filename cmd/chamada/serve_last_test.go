package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/natstest"
)

// TestLastSentenceThatNobodyReads has a server fail whose standard error is a pipe that is
// full, with a reader that stands still: it ends all the same.
func TestLastSentenceThatNobodyReads(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for err == nil {
		if err = w.SetWriteDeadline(time.Now().Add(100 * time.Millisecond)); err == nil {
			_, err = w.Write(make([]byte, 4096))
		}
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), natstest.Patience)
	defer stop()
	cmd := exec.CommandContext(ctx, "chamada", "serve", "--data", os.DevNull)
	cmd.Stderr = w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	_ = cmd.Wait()
	if status := cmd.ProcessState.ExitCode(); status != 1 {
		t.Errorf("it ended with %v", cmd.ProcessState)
	}
}
