package embedded

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/chamada/chamada/coordinator/loglimit"
)

// logger is the server's log, a level below NATS' own: its notices, a page of
// them at every start, are details to whoever runs a roll call.
//
// What the server says is limited, see package loglimit: most of it others can have it
// say. Whatever is left out, failed is told every error.
type logger struct {
	log     *slog.Logger
	limited *loglimit.Handler
	failed  func(error) // is told every error of the server's own, and of the disk
	started atomic.Bool
	fatal   chan error // the first fatal error of a start, an *Error
}

var _ server.Logger = (*logger)(nil)

func newLogger(log *slog.Logger, failed func(error)) *logger {
	limited := loglimit.New(log.Handler())
	return &logger{log: slog.New(limited), limited: limited, failed: failed,
		fatal: make(chan error, 1)}
}

func (l *logger) debug() bool { return l.log.Enabled(context.Background(), slog.LevelDebug) }

func (l *logger) Noticef(format string, v ...any) { l.detail(format, v) }
func (l *logger) Debugf(format string, v ...any)  { l.detail(format, v) }
func (l *logger) Tracef(format string, v ...any)  { l.detail(format, v) }
func (l *logger) Warnf(format string, v ...any)   { l.say(slog.LevelWarn, format, v) }

func (l *logger) Errorf(format string, v ...any) {
	if err := firstTry(v); err != nil {
		l.waits(err)
		return
	}
	source := l.say(slog.LevelError, format, v)
	for _, arg := range v {
		if err, ok := arg.(error); ok &&
			(source == loglimit.Server || diskFailed(err) || lacksSpace(err)) {
			l.failed(err)
		}
	}
}

// detail is say for what most do not want.
func (l *logger) detail(format string, v []any) {
	if l.debug() {
		l.say(slog.LevelDebug, format, v)
	}
}

// say logs what the server says, and tells whose doing that is.
func (l *logger) say(level slog.Level, format string, v []any) loglimit.Source {
	text := words(format, v)
	source, kind := kindOf(text)
	l.log.Log(loglimit.From(context.Background(), source, kind), level, text)
	return source
}

// waits logs that another node could not be reached. Each node is of a kind.
func (l *logger) waits(err error) {
	ctx := loglimit.From(context.Background(), loglimit.Server, err.Error())
	l.log.Log(ctx, slog.LevelWarn, "waiting for another node of the cluster", "err", err)
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
	case l.fatal <- fatalError(words(format, v), v):
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
