package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// errInterrupted is the end of a stop that somebody would not wait for.
var errInterrupted = errors.New("interrupted before it had stopped")

// untilSignalled runs f with a context that the first SIGINT or SIGTERM
// cancels. At the second it returns at once, whatever f is doing.
func untilSignalled(ctx context.Context, f func(context.Context) error) error {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	done := make(chan error, 1)
	go func() { done <- f(ctx) }()
	select {
	case err := <-done:
		return err
	case <-signals:
		cancel()
	}
	select {
	case err := <-done:
		return err
	case <-signals:
		return errInterrupted
	}
}

// onHangup calls f at each SIGHUP, which does not end the process then, until stop
// is called.
func onHangup(f func()) (stop func()) {
	hangups, over := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(hangups, syscall.SIGHUP)
	go func() {
		for {
			select {
			case <-hangups:
				f()
			case <-over:
				return
			}
		}
	}()
	return func() {
		signal.Stop(hangups)
		close(over)
	}
}
