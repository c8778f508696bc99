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
	// sessionLasts is how long a teacher stays logged in.
	sessionLasts = 12 * time.Hour
	// idleFor is how long a teacher's connection is kept that nobody uses.
	idleFor = 5 * time.Minute
	// maxSessions bounds the connections; who comes then is told to come again.
	maxSessions = 1000
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
}

// sessions are the connections of those who are logged in, one for each login.
type sessions struct {
	g  *Gateway
	mu sync.Mutex
	of map[[sha256.Size]byte]*session
	// shared is everybody's where there are no logins.
	shared *session
}

// session is one login's connection, and the roll calls that are looked at over it.
type session struct {
	*bus
	used  time.Time
	rooms map[subjects.Class]*feed
}

func newSessions(g *Gateway) *sessions {
	s := &sessions{g: g, of: make(map[[sha256.Size]byte]*session)}
	if g.cfg.LogIn == nil {
		s.shared = newSession(g.students)
	}
	return s
}

func newSession(b *bus) *session { return &session{bus: b, rooms: make(map[subjects.Class]*feed)} }

// get is the session of who asks, on a connection that is open.
func (s *sessions) get(r *http.Request) (*session, error) {
	if s.shared != nil {
		return s.shared, nil
	}
	var l login
	err := s.g.seals.open(forSession, cookie(r, sessionCookie), &l)
	if err != nil || s.g.cfg.Now().Unix() > l.Until {
		return nil, errLoggedOut
	}
	return s.connected(r.Context(), l)
}

// connected is the session of a login, which is connected when it is not.
func (s *sessions) connected(ctx context.Context, l login) (*session, error) {
	key := sha256.Sum256([]byte(l.Login + "\x00" + l.Code))
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
	nc, err := s.g.cfg.LogIn(ctx, l.Login, l.Code)
	if errors.Is(err, nats.ErrAuthorization) {
		return nil, errLoggedOut
	}
	if err != nil {
		s.g.cfg.Logger.Warn("a teacher could not be connected", "login", l.Login, "err", err)
		return nil, err
	}
	opened := newSession(newBus(nc))
	opened.used = s.g.cfg.Now()
	s.of[key] = opened
	return opened, nil
}

// sweep closes what nobody has used for a while, and looks at nothing.
func (s *sessions) sweep() {
	now := s.g.cfg.Now()
	for key, session := range s.of {
		if session.nc.IsClosed() || now.Sub(session.used) > idleFor && len(session.rooms) == 0 {
			session.nc.Close()
			delete(s.of, key)
		}
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
