// Package web is the page: an HTTP gateway through which students answer a roll call with
// a phone and teachers hold one with a browser and a projector.
//
// It is a client of the bus like any other and keeps nothing: what a phone or a session
// must remember is sealed into cookies and addresses with a key that all gateways share, so
// any of them serves any phone. Students' requests go through the gateway's own seat; what
// a teacher does goes over a connection under that teacher's login. So the bus decides
// who may do what, never the page.
//
// Only POST changes anything. All works without a script; the script tries again where the
// network fails, and follows a roll call live.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"
)

// Config is what a gateway needs.
type Config struct {
	// Seat is the gateway's own connection; it stays the caller's to close.
	Seat *nats.Conn
	// LogIn connects a teacher under their own login, which is a valid one; a refusal is
	// nats.ErrAuthorization. Nil: there are no logins, and teachers' pages answer only this
	// machine.
	LogIn func(ctx context.Context, login, code string) (*nats.Conn, error)

	Key    Key      // shared by all gateways
	Secure bool     // pages are reached over TLS only
	Names  []string // by which this machine may be called, beside localhost and the loopback
	Site   string   // what the address of a page for phones begins with, "http://10.0.0.7:8080"

	Logger *slog.Logger     // nil is silence
	Now    func() time.Time // nil is time.Now
}

// Gateway serves the pages.
type Gateway struct {
	cfg      Config
	students *bus
	seals    *seals
	limits   *limits
	gate     *gate
	sessions *sessions
	owners   *sessions // of students, who take no teacher's place
	logouts  *logouts
	rooms    *rooms
	reading  chan struct{} // has one for each file that is being read or made
	handler  http.Handler
}

// requestTimeout bounds one request to the coordinators for somebody who waits with a phone;
// then the page says that the outcome is unknown, and goes on trying.
const requestTimeout = 8 * time.Second

// New makes a gateway; Close ends what it has open.
func New(cfg Config) *Gateway {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	g := &Gateway{
		cfg: cfg, seals: newSeals(cfg.Key), limits: newLimits(cfg.Now),
		gate: newGate(), students: newBus(cfg.Seat),
	}
	g.sessions, g.owners = newSessions(g, idleFor), newSessions(g, ownFor)
	g.rooms, g.logouts = newRooms(), newLogouts()
	g.reading = make(chan struct{}, maxReading)
	g.handler = g.wrapped(g.routes())
	return g
}

// ServeHTTP serves one page.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.handler.ServeHTTP(w, r) }

// Close closes the connections of sessions.
func (g *Gateway) Close() {
	g.sessions.close()
	g.owners.close()
}

func (g *Gateway) routes() *routes {
	mux := &routes{unread: g.unread, astray: g.astray}
	mux.HandleFunc("GET /{$}", g.form)
	mux.HandleFunc("GET /{class}", g.form)
	mux.HandleFunc("GET /{class}/{code}", g.gated(codeInPath, g.scan))
	mux.HandleFunc("POST /present", g.gated(codeInForm, g.present))
	mux.HandleFunc("POST /forget", g.forget)
	mux.HandleFunc("GET /recibo/{receipt}", g.receipt)
	mux.HandleFunc("POST /aberta", g.arrived)
	g.teacherRoutes(mux)
	g.kioskRoutes(mux)
	g.ownRoutes(mux.HandleFunc)
	return mux
}
