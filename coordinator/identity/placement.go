package identity

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
)

const (
	// OwnAccounts is the tag of a server that makes accounts, see [Config.Account].
	OwnAccounts = "chamada-accounts"
	// makeSubject is where such a server is asked for one, in the system account.
	makeSubject = "chamada.account."
	// makeWithin is how long it may take.
	makeWithin = time.Second

	// placeEvery is how often is looked what accounts the servers have.
	placeEvery = 5 * time.Second
	// admittedMeanwhile is how long a connection lasts that got none of its own on a
	// server of ours, because a node is of an earlier version or has just started.
	admittedMeanwhile = time.Minute
)

// placement finds the account for a login. The answers to those who share one are not
// safe from each other: nats-server forgets all answers that it owes an account when
// one of its clients has asked for a reply to a subject with a wildcard, and whoever asks
// for the reply to an event's subject is heard by all in the account who listen
// to events. So each login gets its own where servers can be told to make
// one, and else shares one of many with few.
type placement struct {
	cfg    Config
	system *nats.Conn
	log    *slog.Logger

	lacking string // what was said last of the servers' configuration

	own    atomic.Bool // every server makes accounts
	cells  atomic.Bool // every server has cells
	shares atomic.Bool // it was found that logins have to share accounts
}

const (
	// WarnSharesEarlier and WarnSharesPrinted are said while logins share the accounts of their
	// roles, and why.
	WarnSharesEarlier = "a node is of an earlier version: until it is not, all logins of a role " +
		"share an account, and one who means harm can have the others miss answers"
	WarnSharesPrinted = "the NATS servers' configuration is of an earlier version: all logins of a " +
		"role share an account, and one who means harm can have the others miss answers; print " +
		"it again with --print-nats-config and reload the servers"
)

// warning is what somebody should see to, empty when nothing.
func (p *placement) warning() string {
	switch {
	case !p.shares.Load():
		return ""
	case p.cfg.Account == nil:
		return WarnSharesPrinted
	default:
		return WarnSharesEarlier
	}
}

// found says, when it comes about, that logins share accounts.
func (p *placement) found(shares bool) {
	if p.shares.Swap(shares) != shares && shares {
		p.log.Warn(p.warning())
	}
}

// run keeps an eye on the servers until ctx is done, and answers those that ask for an
// account on the one of this process.
func (p *placement) run(ctx context.Context) error {
	if p.cfg.Account != nil {
		sub, err := p.system.Subscribe(makeSubject+p.cfg.Server, p.asked)
		if err != nil {
			return err
		}
		defer func() { _ = sub.Unsubscribe() }()
	}
	tick := time.NewTicker(placeEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			p.look(ctx)
		case <-ctx.Done():
			return nil
		}
	}
}

// look finds out what all servers can do, which a server of an earlier version among
// them cannot.
func (p *placement) look(ctx context.Context) {
	if p.cfg.Account == nil {
		p.lookForCells(ctx)
		return
	}
	all, err := servers(ctx, p.system)
	if err != nil {
		p.log.Debug("looking at the servers", "err", err)
		return
	}
	own := !slices.ContainsFunc(all, func(s serverInfo) bool {
		return !slices.Contains(s.Tags, OwnAccounts)
	})
	p.own.Store(own)
	p.found(!own)
}

func (p *placement) lookForCells(ctx context.Context) {
	n, err := serversWith(ctx, p.system, lastCell)
	if err != nil {
		p.log.Debug("looking at the servers' accounts", "err", err)
		return
	}
	p.cells.Store(n)
	p.found(!n)
	if err := p.lookForExports(ctx); err != nil {
		p.log.Debug("looking at the servers' exports", "err", err)
	}
}

// lookForExports says, once, which requests the servers let nobody make: their
// configuration was printed by an earlier version.
func (p *placement) lookForExports(ctx context.Context) error {
	missing, err := lackingExports(ctx, p.system)
	if err != nil {
		return err
	}
	lacking := strings.Join(missing, " ")
	if lacking != "" && lacking != p.lacking {
		p.log.Warn(
			"the NATS servers' configuration is of an earlier version and lacks exports: what "+
				"needs them is "+
				"refused; print it again with --print-nats-config and reload the servers",
			"missing", lacking)
	}
	p.lacking = lacking
	return nil
}

// place is the account for a seat on the server that asks, and for how long.
func (p *placement) place(ctx context.Context, at jwt.ServerID, s seat) (string, time.Duration) {
	switch {
	case s.watch:
		return AccountCoordinators, admitted
	case p.cfg.Account == nil && p.cells.Load():
		return cellOf(s.role, s.login), admitted
	case p.cfg.Account == nil:
		return shared[s.role], admitted
	case p.own.Load() && p.make(ctx, at.ID, s) == nil:
		return ownName(s.role, s.login), admitted
	default:
		return shared[s.role], admittedMeanwhile
	}
}

// make has the server make the account of a login.
func (p *placement) make(ctx context.Context, server string, s seat) error {
	if server == p.cfg.Server {
		return p.cfg.Account(reach(ownName(s.role, s.login), s.role))
	}
	body, err := json.Marshal(wanted{s.login, s.role})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, makeWithin)
	defer cancel()
	_, err = p.system.RequestWithContext(ctx, makeSubject+server, body)
	return err
}

// wanted is whose account another node asks for.
type wanted struct {
	Login string `json:"login"`
	Role  Role   `json:"role"`
}

// asked makes an account for another node. Without an answer that one does without.
func (p *placement) asked(m *nats.Msg) {
	var w wanted
	err := json.Unmarshal(m.Data, &w)
	if err == nil {
		err = CheckLogin(w.Role, w.Login)
	}
	if err == nil {
		err = p.cfg.Account(reach(ownName(w.Role, w.Login), w.Role))
	}
	if err == nil {
		err = m.Respond(nil)
	}
	if err != nil {
		p.log.Warn("the account of a login was not made", "login", w.Login, "err", err)
	}
}
