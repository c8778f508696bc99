// Not on Windows, where a process cannot send itself SIGINT.

//go:build !windows

package signals

import (
	"context"
	"errors"
	"os"
	"syscall"
	"testing"
	"time"
)

func TestFirstSignalStopsInOrder(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		err := Until(t.Context(), noReload, func(ctx context.Context) error {
			signalSelf(t, sig)
			<-ctx.Done()
			return nil
		})
		if err != nil {
			t.Errorf("%v: %v", sig, err)
		}
	}
}

// TestPairOfSignalsIsOne has what a terminal's Ctrl-C gives below a process that passes
// signals on, and timeout(1).
func TestPairOfSignalsIsOne(t *testing.T) {
	for _, second := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		err := Until(t.Context(), noReload, func(ctx context.Context) error {
			signalSelf(t, os.Interrupt)
			<-ctx.Done()
			signalSelf(t, second)
			<-time.After(100 * time.Millisecond) // it takes that long to stop
			return nil
		})
		if err != nil {
			t.Errorf("%v: %v", second, err)
		}
	}
}

func TestLaterSignalDoesNotWait(t *testing.T) {
	stuck := make(chan struct{})
	defer close(stuck)
	err := Until(t.Context(), noReload, func(ctx context.Context) error {
		signalSelf(t, os.Interrupt)
		<-ctx.Done()
		<-time.After(patience + 100*time.Millisecond) // somebody waits no longer
		signalSelf(t, os.Interrupt)
		<-stuck
		return nil
	})
	if !errors.Is(err, ErrInterrupted) {
		t.Errorf("got %v", err)
	}
}

func TestHangupReloads(t *testing.T) {
	heard := make(chan struct{})
	err := Until(t.Context(), func() {
		heard <- struct{}{}
	}, func(ctx context.Context) error {
		for range 2 {
			signalSelf(t, syscall.SIGHUP)
			<-heard
		}
		return ctx.Err() // it goes on
	})
	if err != nil {
		t.Error(err)
	}
}

func noReload() {}

func signalSelf(t *testing.T, sig os.Signal) {
	t.Helper()
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = p.Signal(sig)
	}
	if err != nil {
		t.Error(err)
	}
}
