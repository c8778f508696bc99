package identity

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/audit"
)

// Config is what a coordinator needs to know who may connect.
type Config struct {
	Secret Secret
	// Connect makes a connection with the given options, which have the
	// credentials. It is called three times.
	Connect  func(...nats.Option) (*nats.Conn, error)
	Replicas int // of the bucket if it must be created: as the journal's
	Logger   *slog.Logger
	Now      func() time.Time
	// Server is the id of the server of this process, which every connection is to, and
	// Account makes an account on it that imports from [AccountCoordinators], unless it
	// is there. Nil: the servers have the accounts of their configuration, no more.
	Server  string
	Account func(Account) error
	// Traffic is how many messages clients have sent to that server from each account
	// since it started, also those that have gone. Nil as Account.
	Traffic func() map[string]uint64
	// Wire is zero as Account.
	Wire Wire
	// NoteIn is the data directory in which it is noted which logins there are, see
	// [Compare]; empty where other nodes may change them.
	NoteIn string
	// FirstAdmin is called when there was no admin and this coordinator has made
	// one: the code is nowhere else.
	FirstAdmin func(Issued)
}

// Service is one coordinator's part in letting clients connect.
type Service struct {
	cfg       Config
	directory *directory
	callout   *callout
	cutter    *cutter
	guard     *guard
	placement *placement
	audited   *audited
	ready     chan struct{}
	shutOuts  atomic.Uint64
}

// New makes a service that does nothing until [Service.Run].
func New(cfg Config) *Service {
	return &Service{cfg: cfg, ready: make(chan struct{})}
}

// Ready is closed when the service has all logins and answers who may connect.
func (s *Service) Ready() <-chan struct{} { return s.ready }

// Warnings are what somebody should see to although logins are answered: that those of a
// role share an account, and why. There are none until it is [Service.Ready].
func (s *Service) Warnings() []string {
	select {
	case <-s.ready:
	default:
		return nil
	}
	if w := s.placement.warning(); w != "" {
		return []string{w}
	}
	return nil
}

// ShutOuts is how often a login was shut out for what it has sent, so far.
func (s *Service) ShutOuts() uint64 { return s.shutOuts.Load() }

// Run serves until ctx is done. The error is not nil when it never could; what
// goes wrong later is logged and mended as soon as it can be.
func (s *Service) Run(ctx context.Context) error {
	again := make(chan struct{}, 1)
	core, err := s.connect("logins", s.cfg.Secret.Coordinator(),
		nats.ReconnectHandler(func(*nats.Conn) { poke(again) }))
	if err != nil {
		return err
	}
	defer core.Close()
	callout, err := s.connect("callout", s.cfg.Secret.Callout())
	if err != nil {
		return err
	}
	defer callout.Close()
	system, err := s.connect("system", s.cfg.Secret.System())
	if err != nil {
		return err
	}
	defer system.Close()

	users, err := s.open(ctx, core)
	if err != nil {
		return err
	}
	s.cutter = newCutter(s.cfg.Logger)
	s.directory = newDirectory(users.store, s.cfg.Logger, s.cutter.schedule)
	s.directory.noteIn, s.directory.passing.now = s.cfg.NoteIn, s.cfg.Now
	s.guard = newGuard(s.cfg.Now, s.cfg.Logger, func(login string, had Role) {
		s.shutOuts.Add(1)
		s.cutter.schedule(login, had)
	})
	s.guard.own, s.guard.wire, s.guard.server = s.cfg.Traffic, s.cfg.Wire, s.cfg.Server
	s.placement = &placement{cfg: s.cfg, system: system, log: s.cfg.Logger}
	s.callout = newCallout(s.directory, s.guard, s.placement, s.cfg.Secret, s.cfg.Now, s.cfg.Logger)
	s.audited = &audited{store: users.store, log: s.cfg.Logger,
		audit: audit.New(core, s.cfg.Replicas)}
	return s.serve(ctx, again, callout, system)
}

func (s *Service) connect(what string, credentials nats.Option, more ...nats.Option) (*nats.Conn,
	error) {
	nc, err := s.cfg.Connect(append(more, nats.Name("chamada "+what), credentials)...)
	if err != nil {
		return nil, fmt.Errorf("connect to NATS for the %s: %w", what, err)
	}
	return nc, nil
}

// openAgain is how long it takes to try again to open the bucket.
const openAgain = time.Second

// open opens the bucket as soon as there is a majority that can, and sees to it
// that there is an admin.
func (s *Service) open(ctx context.Context, nc *nats.Conn) (*Users, error) {
	for said := false; ; said = true {
		users, err := s.tryOpen(ctx, nc)
		if err == nil {
			return users, nil
		}
		if !said && ctx.Err() == nil {
			s.cfg.Logger.Warn("the logins cannot be opened yet", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(openAgain):
		}
	}
}

func (s *Service) tryOpen(ctx context.Context, nc *nats.Conn) (*Users, error) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	users, err := Open(ctx, nc, s.cfg.Replicas, s.cfg.Now)
	if err != nil {
		return nil, err
	}
	admin, made, err := users.FirstAdmin(ctx)
	if err != nil {
		return nil, err
	}
	if made && s.cfg.FirstAdmin != nil {
		s.cfg.FirstAdmin(admin)
	}
	return users, nil
}

func (s *Service) serve(ctx context.Context, again <-chan struct{}, callout,
	system *nats.Conn) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	failed := make(chan error, 4)
	end := func(err error) {
		if err != nil {
			failed <- err
		}
		stop()
	}
	var parts sync.WaitGroup
	parts.Go(func() { end(s.directory.watch(ctx, again)) })
	parts.Go(func() { s.cutter.run(ctx, system) })
	parts.Go(func() { end(s.guard.run(ctx, system)) })
	parts.Go(func() { end(s.placement.run(ctx)) })
	parts.Go(func() { s.audited.run(ctx) })
	select {
	case <-s.directory.loaded:
		s.placement.look(ctx)
		end(s.callout.run(ctx, callout, func() { close(s.ready) }))
	case <-ctx.Done():
	}
	parts.Wait()
	close(failed)
	return <-failed
}
