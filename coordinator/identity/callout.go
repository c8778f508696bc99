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

	// maxQueued bounds the logins that wait for their turn. Beyond it they are left
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
	issuer     nkeys.KeyPair
	encryption nkeys.KeyPair
	now        func() time.Time
	log        *slog.Logger

	queue chan asked
	slow  atomic.Int64
}

type asked struct {
	msg *nats.Msg
	at  time.Time
}

func newCallout(d *directory, g *guard, s Secret, now func() time.Time, log *slog.Logger) *callout {
	return &callout{
		directory: d, guard: g, issuer: s.issuer(), encryption: s.encryption(), now: now, log: log,
		queue: make(chan asked, maxQueued),
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
	over := make(chan struct{})
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() { c.work(over) })
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
	if err := nc.FlushTimeout(authTimeout); err != nil {
		c.log.Debug("answering the last logins", "err", err)
	}
	return nil
}

func (c *callout) take(m *nats.Msg) {
	select {
	case c.queue <- asked{m, time.Now()}:
	default: // the server refuses by itself
	}
}

func (c *callout) work(over <-chan struct{}) {
	for {
		select {
		case a := <-c.queue:
			c.answer(a)
			continue
		default:
		}
		select {
		case a := <-c.queue:
			c.answer(a)
		case <-over:
			return
		}
	}
}

// answer lets somebody in, or not, unless the server has given up waiting.
func (c *callout) answer(a asked) {
	if time.Since(a.at) > authTimeout {
		return
	}
	q, err := c.question(a.msg)
	if err != nil {
		c.log.Warn("a question who may connect is not understood", "err", err)
		return
	}
	place, ok := c.judge(q)
	if !ok {
		c.refuse(a.msg, q)
		return
	}
	token, err := admission(q.UserNkey, place, c.now()).Encode(c.issuer)
	if err != nil {
		c.log.Error("let in", "login", place.name, "err", err)
		return
	}
	c.reply(a.msg, q, func(r *jwt.AuthorizationResponseClaims) { r.Jwt = token })
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

// judge tells what who asks may be let in to. Only a client with a login and its
// code may; the servers of other systems may not. The login is taken as it was
// meant: whatever its case, and without what was pasted along.
func (c *callout) judge(q *jwt.AuthorizationRequestClaims) (seat, bool) {
	name := subjects.Pasted(q.ConnectOptions.Username)
	typed, watching := strings.CutSuffix(name, Watch)
	login, role, ok := c.directory.check(typed, q.ConnectOptions.Password)
	if !ok || q.ClientInformation.Kind != "Client" || !c.guard.admits(login, role) {
		return seat{}, false
	}
	if name = login; watching {
		name += Watch
	}
	for _, s := range seats(login, role) {
		if s.name == name {
			s.born = c.directory.born(login)
			return s.spelt(typed), true
		}
	}
	return seat{}, false
}

// refuse says no after a while, so that guessing takes time. Nothing is
// remembered: a right code is never held up by wrong ones before it.
func (c *callout) refuse(m *nats.Msg, q *jwt.AuthorizationRequestClaims) {
	if c.slow.Add(1) > maxSlow {
		c.slow.Add(-1)
		return
	}
	time.AfterFunc(slowness, func() {
		defer c.slow.Add(-1)
		c.reply(m, q, func(r *jwt.AuthorizationResponseClaims) { r.Error = "login or access code wrong" })
	})
}

func (c *callout) reply(m *nats.Msg, q *jwt.AuthorizationRequestClaims, say func(*jwt.AuthorizationResponseClaims)) {
	r := jwt.NewAuthorizationResponseClaims(q.UserNkey)
	r.Audience = q.Server.ID
	say(r)
	token, err := r.Encode(c.issuer)
	if err == nil {
		err = m.Respond([]byte(token))
	}
	if err != nil {
		c.log.Debug("answer who may connect", "err", err)
	}
}
