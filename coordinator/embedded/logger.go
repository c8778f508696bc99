package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"

	"github.com/nats-io/nats-server/v2/server"
)

// logger is the server's log, a level below NATS' own: its notices, a page of
// them at every start, are details to whoever runs a roll call.
type logger struct {
	log     *slog.Logger
	failed  func(error) // is told every error that is logged as one
	started atomic.Bool
	fatal   chan error // the first fatal error of a start, an *Error

	warnings, errors repeats
}

var _ server.Logger = (*logger)(nil)

func newLogger(log *slog.Logger, failed func(error)) *logger {
	return &logger{log: log, failed: failed, fatal: make(chan error, 1)}
}

func (l *logger) debug() bool { return l.log.Enabled(context.Background(), slog.LevelDebug) }

func (l *logger) Noticef(format string, v ...any) { l.log.Debug(fmt.Sprintf(format, v...)) }
func (l *logger) Debugf(format string, v ...any)  { l.log.Debug(fmt.Sprintf(format, v...)) }
func (l *logger) Tracef(format string, v ...any)  { l.log.Debug(fmt.Sprintf(format, v...)) }

func (l *logger) Warnf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	l.log.Log(context.Background(), l.warnings.level(slog.LevelWarn, text), text)
}

func (l *logger) Errorf(format string, v ...any) {
	if err := firstTry(v); err != nil {
		l.log.Log(context.Background(), l.warnings.level(slog.LevelWarn, err.Error()), "waiting for another node of the cluster", "err", err)
		return
	}
	text := fmt.Sprintf(format, v...)
	l.log.Log(context.Background(), l.errors.level(slog.LevelError, text), text)
	for _, arg := range v {
		if err, ok := arg.(error); ok {
			l.failed(err)
		}
	}
}

// firstTry is why another node could not be reached when that was tried for
// the first time, nil when it is not about that: the server logs the number of
// a try and an error, and nothing else so. Nodes start one after the other, and
// go one after the other, so that is no error yet.
func firstTry(v []any) error {
	if len(v) != 2 {
		return nil
	}
	try, _ := v[0].(int)
	err, _ := v[1].(error)
	if try != 1 {
		return nil
	}
	return err
}

// Fatalf does not end the process, as NATS' own does. While the server starts
// it makes the start fail, which whoever started it reports; later it is logged.
func (l *logger) Fatalf(format string, v ...any) {
	if l.started.Load() {
		l.Errorf(format, v...)
		return
	}
	select {
	case l.fatal <- fatalError(fmt.Sprintf(format, v...), v):
	default: // the first is the cause of the others
	}
}

// fatalError prefers the error among the arguments to the text: text cannot
// be told apart.
func fatalError(text string, v []any) error {
	for _, arg := range v {
		if err, ok := arg.(error); ok {
			if e := ListenError(err); e != nil {
				return e
			}
		}
	}
	return &Error{Code: Failed, Err: errors.New(text)}
}
