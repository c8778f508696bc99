// Package session is what the teacher's and the student's commands have in
// common: streams, language, connection, reports of what went wrong, exit
// statuses. What a command does is not its business.
package session

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

// Session is one run of the program.
type Session struct {
	Language texts.Language
	Texts    *Texts // in Language
	Terminal *terminal.Terminal
	Flags    connect.Flags

	// Teaching: who is told what to do next is a teacher.
	Teaching bool
	// OfClasses: what is asked for are class lists and records, not roll calls.
	OfClasses bool

	// Example is a right command line like the one that was typed; empty for none.
	Example string

	// Finally is called when the last has been said; nil is nothing.
	Finally func()

	again []string // how to have again what was written
	typed string   // the connection flags that were given, each behind a space
}

// New is a session that speaks l on term.
func New(l texts.Language, term *terminal.Terminal) *Session {
	return &Session{Language: l, Texts: languages.In(l), Terminal: term}
}

// Use gives cmd and all below it the connection flags, filled from the
// environment before any of them runs.
func (s *Session) Use(cmd *cobra.Command) *cobra.Command {
	s.Flags.Define(cmd.PersistentFlags(), s.Texts.Connect)
	cmd.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		s.typed = connect.Typed(cmd.Flags())
		if err := s.Flags.FromEnvironment(cmd.Flags()); err != nil {
			return s.FlagError(cmd, err)
		}
		return s.checkTimeout()
	}
	return cmd
}

// Typed is a class as the argument of a command that somebody is told to type, with the flags
// that were given to find the same server as the same login.
func (s *Session) Typed(class subjects.Class) string { return class.String() + s.typed }

// Connect makes the connection and a client on it that both say what they are
// waiting for. A password that is missing is asked for. The connection is the
// caller's to close.
func (s *Session) Connect(ctx context.Context) (*nats.Conn, *clients.Client, error) {
	nc, err := s.connect(ctx)
	if missing, ok := errors.AsType[*connect.MissingPasswordError](err); ok {
		if err := s.askPassword(ctx, missing.User); err != nil {
			return nil, nil, err
		}
		nc, err = s.connect(ctx)
	}
	if err != nil {
		return nil, nil, s.Unconnected(err)
	}
	return nc, clients.New(nc, clients.Timeout(s.Flags.Timeout), clients.OnWaiting(s.waiting)), nil
}

func (s *Session) connect(ctx context.Context) (*nats.Conn, error) {
	return s.Flags.Connect(ctx, connect.Events{
		Ignored: s.ignored,
		Trouble: s.trouble,
		Waiting: s.waitingServer,
		Lost:    func() { s.Terminal.Notef("%s", s.Texts.Lost) },
		Back:    func(url string) { s.Terminal.Notef(s.Texts.Back, url) },
	})
}

// askPassword asks somebody at a terminal, and takes no answer for an answer only.
func (s *Session) askPassword(ctx context.Context, user string) error {
	if !s.Terminal.Interactive() {
		return Misuse(s.Texts.Say(s.Texts.MissingPassword, user))
	}
	for subjects.TrimPasted(s.Flags.Password) == "" {
		typed, err := s.Terminal.ReadPassword(ctx, s.Texts.Say(s.Texts.PromptPassword, user))
		if err == io.EOF { // Ctrl-C is one, too
			return context.Canceled
		}
		if err != nil {
			return err
		}
		s.Flags.Password = typed
	}
	return nil
}

// waiting says once why an operation takes long, not every second.
func (s *Session) waiting(elapsed time.Duration, reason clients.Reason) {
	if elapsed > time.Second {
		return
	}
	why := map[clients.Reason]string{
		clients.NoAnswer:      s.Texts.WhyNoAnswer,
		clients.OnlyForeign:   s.Texts.WhyForeign,
		clients.NoCoordinator: s.Texts.WhyNoCoordinator,
		clients.Disconnected:  s.Texts.WhyDisconnected,
		clients.Overloaded:    s.Texts.WhyOverloaded,
		clients.Unconfirmed:   s.Texts.WhyUnconfirmed,
	}
	s.Terminal.Notef(s.Texts.Waiting, why[reason])
}
