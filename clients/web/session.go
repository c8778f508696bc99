package web

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

const (
	// idleFor is how long a connection is kept that nobody uses, ownFor a student's: a hall full
	// of students who each answer once must not wait for the connections of the first.
	idleFor = 5 * time.Minute
	ownFor  = 15 * time.Second
	// maxSessions bounds the connections; who comes then is told to come again.
	maxSessions = 1000
	// maxDialing bounds how many connect at a time; who comes then waits.
	maxDialing = 100
)

var (
	errLoggedOut = errors.New("not logged in")
	errCrowded   = errors.New("too many sessions")
)

// login is what a session's cookie holds, sealed: with it any gateway opens the teacher's
// connection again.
type login struct {
	Login string `json:"l"`
	Code  string `json:"c"`
	Until int64  `json:"u"` // Unix seconds
	ID    string `json:"i"` // of this session: another's goes on when it is logged out
}

// sessions are the connections of those who are logged in, one for each login.
type sessions struct {
	g    *Gateway
	idle time.Duration // how long a connection is kept that nobody uses
	mu   sync.Mutex
	of   map[[sha256.Size]byte]*session
	// dialing has one for each login that is being connected.
	dialing chan struct{}
	// shared is everybody's where there are no logins.
	shared *session
}

// session is one login's connection, and the roll calls that are looked at over it.
type session struct {
	*bus
	login subjects.Teacher // empty where there are no logins
	used  time.Time
	rooms map[subjects.Class]*feed
}

func newSessions(g *Gateway, idle time.Duration) *sessions {
	s := &sessions{
		g: g, idle: idle, of: make(map[[sha256.Size]byte]*session),
		dialing: make(chan struct{}, maxDialing),
	}
	if g.cfg.LogIn == nil {
		s.shared = newSession(g.students, "")
	}
	return s
}

// sessionsOf are those behind a door.
func (g *Gateway) sessionsOf(d *door) *sessions {
	if d == &students {
		return g.owners
	}
	return g.sessions
}

func newSession(b *bus, login subjects.Teacher) *session {
	return &session{bus: b, login: login, rooms: make(map[subjects.Class]*feed)}
}

// get is the session of who asks at a door, on a connection that is open.
func (s *sessions) get(r *http.Request, d *door) (*session, error) {
	if s.shared != nil {
		return s.shared, nil
	}
	l, err := s.g.sealedLogin(r, d)
	if err != nil || s.g.cfg.Now().Unix() > l.Until || s.g.logouts.has(l) {
		return nil, errLoggedOut
	}
	return s.connected(r.Context(), l)
}

// connected is the session of a login, which is connected when it is not. Nobody waits for
// the connecting of others: a wrong code takes the servers a second to refuse.
func (s *sessions) connected(ctx context.Context, l login) (*session, error) {
	key := sha256.Sum256([]byte(l.Login + "\x00" + l.Code))
	if known, err := s.known(key); known != nil || err != nil {
		return known, err
	}
	nc, err := s.dial(ctx, l)
	if errors.Is(err, nats.ErrAuthorization) {
		return nil, errLoggedOut
	}
	if err != nil {
		s.g.cfg.Logger.Warn("a login could not be connected", "login", l.Login, "err", err)
		return nil, err
	}
	return s.keep(key, newSession(newBus(nc), subjects.Teacher(l.Login))), nil
}

// known is the session that is connected already; nil when there is none, but room for it.
func (s *sessions) known(key [sha256.Size]byte) (*session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	if known := s.of[key]; known != nil && !known.nc.IsClosed() {
		known.used = s.g.cfg.Now()
		return known, nil
	}
	if len(s.of) >= maxSessions {
		return nil, errCrowded
	}
	return nil, nil
}

// dial connects a login, a bounded number of them at a time. What can be no login is none.
func (s *sessions) dial(ctx context.Context, l login) (*nats.Conn, error) {
	if !subjects.Teacher(l.Login).Valid() {
		return nil, nats.ErrAuthorization
	}
	select {
	case s.dialing <- struct{}{}:
		defer func() { <-s.dialing }()
		return s.g.cfg.LogIn(ctx, l.Login, l.Code)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// keep is the session of a login: the one that is opened, or that another request has
// opened meanwhile.
func (s *sessions) keep(key [sha256.Size]byte, opened *session) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	if first := s.of[key]; first != nil && !first.nc.IsClosed() {
		opened.nc.Close()
		opened = first
	}
	opened.used = s.g.cfg.Now()
	s.of[key] = opened
	return opened
}

// sweep closes what nobody has used for a while, and looks at nothing.
func (s *sessions) sweep() {
	now := s.g.cfg.Now()
	for key, session := range s.of {
		if session.nc.IsClosed() || now.Sub(session.used) > s.idle && len(session.rooms) == 0 {
			session.nc.Close()
			delete(s.of, key)
		}
	}
}

// turnOut closes the connection of a login that was turned away, else students would hold those
// that teachers need; but not that of a teacher who is at another door, with a projector on.
func (s *sessions) turnOut(away *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(away.rooms) == 0 {
		away.nc.Close()
	}
}

func (s *sessions) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, session := range s.of {
		session.nc.Close()
		delete(s.of, key)
	}
}
