// Not on Windows, where a process cannot send itself SIGINT.

//go:build !windows

package main

import (
	"context"
	"errors"
	"os"
	"syscall"
	"testing"
)

func TestFirstSignalStopsInOrder(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		err := untilSignalled(t.Context(), func(ctx context.Context) error {
			signalSelf(t, sig)
			<-ctx.Done()
			return nil
		})
		if err != nil {
			t.Errorf("%v: %v", sig, err)
		}
	}
}

func TestSecondSignalDoesNotWait(t *testing.T) {
	stuck := make(chan struct{})
	defer close(stuck)
	err := untilSignalled(t.Context(), func(ctx context.Context) error {
		signalSelf(t, os.Interrupt)
		<-ctx.Done()
		signalSelf(t, os.Interrupt)
		<-stuck
		return nil
	})
	if !errors.Is(err, errInterrupted) {
		t.Errorf("got %v", err)
	}
}

func TestHangupIsNoEnd(t *testing.T) {
	heard := make(chan struct{})
	stop := onHangup(func() { heard <- struct{}{} })
	for range 2 {
		signalSelf(t, syscall.SIGHUP)
		<-heard
	}
	stop()
}

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
