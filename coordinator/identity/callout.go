package identity

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"github.com/chamada/chamada/subjects"
)

const (
	calloutSubject = "$SYS.REQ.USER.AUTH"
	calloutGroup   = "chamada-callout"
	serverKey      = "Nats-Server-Xkey"

	// maxQueued bounds the logins that wait for their turn. Beyond it the oldest are left
	// to the server, which refuses after authTimeout.
	maxQueued = 4096
	// slowness is how much later than a right code a wrong one is answered.
	slowness = time.Second
	// maxSlow bounds the wrong ones that wait for it. The others are left to the
	// server, which takes longer still.
	maxSlow = 1024
)

// callout answers the servers' question who may connect.
type callout struct {
	directory  *directory
	guard      *guard
	placement  *placement
	issuer     nkeys.KeyPair
	encryption nkeys.KeyPair
	now        func() time.Time
	log        *slog.Logger

	pile    *pile
	lane    *lane
	gateway *record // of the seat that the secret gives
	slow    atomic.Int64
	// saidOdd is when a client was refused for its name and that was logged, in
	// nanoseconds since 1970.
	saidOdd atomic.Int64
}

type asked struct {
	msg *nats.Msg
	at  time.Time
}

// question is what was asked, once understood.
type question struct {
	asked
	asks *jwt.AuthorizationRequestClaims
}

// typed is the login as it was meant, without what was pasted along, and whether it is
// to watch.
func (q question) typed() (login string, watching bool) {
	return strings.CutSuffix(subjects.Pasted(q.asks.ConnectOptions.Username), Watch)
}

// whose is the login that was typed, whatever its case, and its record, nil when
// there is none.
func (c *callout) whose(q question) (string, *record) {
	typed, _ := q.typed()
	if typed == gatewayLogin {
		return gatewayName, c.gateway
	}
	return c.directory.find(typed)
}

// late tells whether the server has given up waiting.
func (a asked) late() bool { return time.Since(a.at) > authTimeout }

// overdue tells whether it has waited for longer than a person likes to.
func (a asked) overdue() bool { return time.Since(a.at) > authTimeout/16 }

func newCallout(d *directory, g *guard, p *placement, s Secret, now func() time.Time, log *slog.Logger) *callout {
	return &callout{
		directory: d, guard: g, placement: p, issuer: s.issuer(), encryption: s.encryption(), now: now, log: log,
		pile: newPile(), lane: newLane(), gateway: s.gatewayRecord(),
	}
}

// run answers until ctx is done, and then what had come. Any number may run; each
// question goes to one of them. It calls answering when the server knows of it.
func (c *callout) run(ctx context.Context, nc *nats.Conn, answering func()) error {
	sub, err := nc.QueueSubscribe(calloutSubject, calloutGroup, c.take)
	if err != nil {
		return err
	}
	if err := nc.Flush(); err != nil { // it is told when it is connected
		c.log.Warn("answering who may connect", "err", err)
	}
	answering()
	all := context.WithoutCancel(ctx)
	over, checked := make(chan struct{}), make(chan struct{})
	var workers, checkers sync.WaitGroup
	for i := range runtime.GOMAXPROCS(0) {
		workers.Go(func() { work(c.pile.come, over, func(struct{}) { c.answer(all, c.pile.take()) }) })
		if i%2 == 0 { // codes are checked with half of the processors at the most
			checkers.Go(func() { work(c.lane.queue, checked, func(q question) { c.check(all, q) }) })
		}
	}
	<-ctx.Done()
	closed := sub.StatusChanged(nats.SubscriptionClosed)
	if err := sub.Drain(); err == nil {
		select {
		case <-closed:
		case <-time.After(authTimeout): // nobody waits for an answer any more
		}
	}
	close(over)
	workers.Wait()
	close(checked)
	checkers.Wait()
	if err := nc.FlushTimeout(authTimeout); err != nil {
		c.log.Debug("answering the last logins", "err", err)
	}
	return nil
}

func (c *callout) take(m *nats.Msg) { c.pile.put(asked{m, time.Now()}) }

// work does what is queued until it is over, and then what is left.
func work[T any](queue <-chan T, over <-chan struct{}, do func(T)) {
	for {
		select {
		case one := <-queue:
			do(one)
			continue
		default:
		}
		select {
		case one := <-queue:
			do(one)
		case <-over:
			return
		}
	}
}

// answer lets somebody in whose code was right before, has the code of others checked
// in turn, and refuses whoever cannot be let in at all, unless the server has given
// up waiting.
func (c *callout) answer(ctx context.Context, a asked) {
	if a.late() {
		return
	}
	asks, err := c.question(a.msg)
	if err != nil {
		c.log.Warn("a question who may connect is not understood", "err", err)
		return
	}
	q := question{a, asks}
	login, r := c.whose(q)
	switch {
	case !c.sane(asks) || r == nil:
		c.refuse(ctx, q, r)
	case c.directory.isProven(r, asks.ConnectOptions.Password):
		c.decide(ctx, q, login, r)
	default:
		c.lane.enter(q)
	}
}

// check lets somebody in who has come out of the lane, or not.
func (c *callout) check(ctx context.Context, q question) {
	c.lane.leave(q)
	login, r := c.whose(q)
	switch {
	case q.late():
	case r != nil && c.directory.opens(r, login, q.asks.ConnectOptions.Password):
		c.decide(ctx, q, login, r)
	default:
		c.refuse(ctx, q, r)
	}
}

// decide lets somebody in who has the code, where the name is a seat of theirs.
func (c *callout) decide(ctx context.Context, q question, login string, r *record) {
	s, ok := c.seat(q, login, r)
	if !ok {
		c.refuse(ctx, q, r)
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

func (c *callout) seat(q question, login string, r *record) (seat, bool) {
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

var errUnencrypted = errors.New("the server asks without encryption: set xkey in its auth_callout")

// question decrypts and decodes what the server asks, and checks its signature.
func (c *callout) question(m *nats.Msg) (*jwt.AuthorizationRequestClaims, error) {
	from := m.Header.Get(serverKey)
	if from == "" {
		return nil, errUnencrypted
	}
	text, err := c.encryption.Open(m.Data, from)
	if err != nil {
		return nil, errors.New("it was encrypted for another secret")
	}
	q, err := jwt.DecodeAuthorizationRequestClaims(string(text))
	if err != nil || !nkeys.IsValidPublicUserKey(q.UserNkey) {
		return nil, errors.New("it is no authorization request")
	}
	return q, nil
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

// odd says, once in a while, why somebody was refused who may have the right code.
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
func (c *callout) refuse(ctx context.Context, q question, had *record) {
	if c.slow.Add(1) > maxSlow {
		c.slow.Add(-1)
		return
	}
	time.AfterFunc(slowness-time.Since(q.at), func() {
		defer c.slow.Add(-1)
		if _, r := c.whose(q); r != had && r != nil && c.sane(q.asks) {
			c.lane.enter(q)
			return
		}
		c.reply(q, func(r *jwt.AuthorizationResponseClaims) { r.Error = "login or access code wrong" })
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
