package identity

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
)

const (
	calloutSubject = "$SYS.REQ.USER.AUTH"
	calloutGroup   = "chamada-callout"
	serverKey      = "Nats-Server-Xkey"

	// maxKnown bounds those who wait to be let in whose code is known. Beyond it they are
	// left to the server, which refuses after authTimeout; a client comes again.
	maxKnown = 4096
	// checkers check codes, and admitters let people in, at once. Both are more than the
	// processors, which Go deals to all that run in turn: the server runs one for each
	// client that asks, and with fewer here more is asked than answered.
	checkers, admitters = 4, 32

	// slowness is how much later than a right code a wrong one is answered.
	slowness = time.Second
	// maxSlow bounds the wrong ones that wait for it, maxSlowOfOne those for one login
	// from one network: to say no costs the machine half as much as to let somebody in.
	// The others are left to the server, which takes longer still.
	maxSlow, maxSlowOfOne = 512, 8
)

// callout answers the servers' question who may connect.
type callout struct {
	directory *directory
	guard     *guard
	placement *placement
	issuer    issuer
	envelope  *envelope
	now       func() time.Time
	log       *slog.Logger

	known   chan question // of whom the code was right before
	lane    *lane         // of all others whose login there is
	slow    *places       // of those who are refused
	gateway *storedLogin  // of the seat that the secret gives
	// saidOdd is when a client was refused for its name and that was logged, in
	// nanoseconds since 1970.
	saidOdd atomic.Int64
}

// whose is the login that was typed, whatever its case, and its record, nil when
// there is none.
func (c *callout) whose(q question) (string, *storedLogin) {
	typed, _ := q.typed()
	if typed == gatewayLogin {
		return gatewayName, c.gateway
	}
	return c.directory.find(typed)
}

func newCallout(d *directory, g *guard, p *placement, s Secret, now func() time.Time,
	log *slog.Logger) *callout {
	return &callout{
		directory: d, guard: g, placement: p, issuer: newIssuer(s), envelope: newEnvelope(s),
		now: now, log: log,
		known: make(chan question, maxKnown), lane: newLane(maxWaiting),
		slow: newPlaces(maxSlow, maxSlowOfOne), gateway: s.gatewayRecord(),
	}
}

// run answers until ctx is done, and then what had come. Any number of callouts may run;
// each question goes to one of them. It calls answering when the server knows of it.
func (c *callout) run(ctx context.Context, nc *nats.Conn, answering func()) error {
	sub, err := nc.QueueSubscribe(calloutSubject, calloutGroup, c.sort)
	if err != nil {
		return err
	}
	if err := nc.Flush(); err != nil { // it is told when it is connected
		c.log.Warn("answering who may connect", "err", err)
	}
	answering()
	all := context.WithoutCancel(ctx)
	check := start(checkers, c.lane.come, func(struct{}) { c.check(all, c.lane.next()) })
	admit := start(admitters, c.known, func(q question) { c.admit(all, q) })
	<-ctx.Done()
	drain(sub)
	check.end()
	admit.end()
	if err := nc.FlushTimeout(authTimeout); err != nil {
		c.log.Debug("answering the last logins", "err", err)
	}
	return nil
}

// drain has no more questions come, and waits until those that have come are sorted.
func drain(sub *nats.Subscription) {
	closed := sub.StatusChanged(nats.SubscriptionClosed)
	if sub.Drain() != nil {
		return
	}
	select {
	case <-closed:
	case <-time.After(authTimeout): // nobody waits for an answer any more
	}
}

// sort sends those whose code was right before to be let in, those whose code takes time to
// the lane, and refuses whoever cannot be let in at all. It takes a tenth of what the server
// needs to ask, so that nobody waits to be sorted, however many guess.
func (c *callout) sort(m *nats.Msg) {
	q, err := c.read(m)
	if err != nil {
		c.log.Warn("a question who may connect is not understood", "err", err)
		return
	}
	_, r := c.whose(q)
	switch {
	case !c.sane(q.asks) || r == nil:
		c.refuse(q, r)
	case c.directory.isProven(r, q.asks.ConnectOptions.Password):
		select {
		case c.known <- q:
		default:
			c.log.Debug("a login is left to the server: too many come at once")
		}
	default:
		c.lane.enter(q)
	}
}

// admit lets somebody in whose code was right before, if only in check.
func (c *callout) admit(ctx context.Context, q question) {
	if login, r := c.whose(q); q.late() {
		return
	} else if r != nil && (q.opens == r ||
		c.directory.isProven(r, q.asks.ConnectOptions.Password)) {
		c.decide(ctx, q, login, r)
	} else {
		c.lane.enter(q) // the code was changed meanwhile
	}
}

// check has somebody let in who has come out of the lane, or refuses.
func (c *callout) check(ctx context.Context, q question) {
	login, r := c.whose(q)
	switch {
	case q.late():
	case r != nil && c.directory.opens(r, login, q.asks.ConnectOptions.Password):
		q.opens = r // nothing remembers the code of the gateway's seat
		c.known <- q
	default:
		c.refuse(q, r)
	}
}

// decide lets somebody in who has the code, where a server has asked indeed, and the name
// is a seat of theirs.
func (c *callout) decide(ctx context.Context, q question, login string, r *storedLogin) {
	if err := q.verify(); err != nil {
		c.log.Warn("a question who may connect is not understood", "err", err)
		return
	}
	s, ok := c.seat(q, login, r)
	if !ok {
		c.refuse(q, r)
		return
	}
	account, lasts := c.placement.place(ctx, q.asks.Server, s)
	token, err := admission(q.asks.UserNkey, s, account, c.now(), lasts).Encode(c.issuer)
	if err != nil {
		c.log.Error("let in", "login", s.name(), "err", err)
		return
	}
	c.reply(q, func(r *jwt.AuthorizationResponseClaims) { r.Jwt = token })
}

func (c *callout) seat(q question, login string, r *storedLogin) (seat, bool) {
	if !c.guard.admits(login, r.Role) {
		return seat{}, false
	}
	typed, watching := q.typed()
	for _, s := range seats(login, r.Role) {
		if s.watch == watching {
			s.born = int64(r.Since)
			return s.spelt(typed), true
		}
	}
	return seat{}, false
}

// sane tells whether it is a client that asks, and not the server of another system,
// and what it calls itself may be in a log.
func (c *callout) sane(q *jwt.AuthorizationRequestClaims) bool {
	plain := Plain(q.ConnectOptions.Name, q.ConnectOptions.Lang, q.ConnectOptions.Version)
	if !plain {
		c.odd(q.ClientInformation.Host)
	}
	return plain && q.ClientInformation.Kind == "Client"
}

// odd says, once in a while, why a login was refused whose code may have been right.
func (c *callout) odd(host string) {
	last, now := c.saidOdd.Load(), time.Now().UnixNano()
	if now-last > int64(shutFor) && c.saidOdd.CompareAndSwap(last, now) {
		c.log.Warn("a client is refused for what it calls itself: name, language and version "+
			"are up to 64 bytes each, without control characters and %", "host", host)
	}
}

// refuse says no a while after the question came, so that guessing takes time, and as
// long whether there is such a login or not. No guess is remembered: a right
// code is never held up by wrong ones before it. Who has a login that was not known yet when
// it was looked for, but is by now, is let in after all.
func (c *callout) refuse(q question, had *storedLogin) {
	if _, ok := c.slow.take(q.key()); !ok {
		return
	}
	time.AfterFunc(slowness-time.Since(q.at), func() {
		defer c.slow.give(q.key())
		if _, r := c.whose(q); r != had && r != nil && c.sane(q.asks) {
			c.lane.enter(q)
			return
		}
		c.reply(q, func(r *jwt.AuthorizationResponseClaims) {
			r.Error = "login or access code wrong"
		})
	})
}

func (c *callout) reply(q question, say func(*jwt.AuthorizationResponseClaims)) {
	r := jwt.NewAuthorizationResponseClaims(q.asks.UserNkey)
	r.Audience = q.asks.Server.ID
	say(r)
	token, err := r.Encode(c.issuer)
	if err == nil {
		err = q.msg.Respond([]byte(token))
	}
	if err != nil {
		c.log.Debug("answer who may connect", "err", err)
	}
}
