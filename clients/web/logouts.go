package web

import (
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"sync"
)

// maxLoggedOut bounds how many sessions are known that were logged out. The first give way.
const maxLoggedOut = 1 << 16

// logouts are the sessions that were logged out at this gateway, so that a copy of their
// cookie opens nothing here. In memory only: other gateways, and this one once it was started
// again, take a copy for as long as the session would have lasted.
type logouts struct {
	mu      sync.Mutex
	of      map[[sha256.Size]byte]bool
	inOrder [][sha256.Size]byte // of logging out
}

func newLogouts() *logouts { return &logouts{of: make(map[[sha256.Size]byte]bool)} }

// add notes that a session was logged out.
func (o *logouts) add(l login) {
	key := l.session()
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.of[key] {
		return
	}
	for len(o.inOrder) >= maxLoggedOut {
		delete(o.of, o.inOrder[0])
		o.inOrder = o.inOrder[1:]
	}
	o.of[key], o.inOrder = true, append(o.inOrder, key)
}

// has tells whether a session was logged out.
func (o *logouts) has(l login) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.of[l.session()]
}

// session tells one login's sessions apart, whatever their cookies are written as.
func (l login) session() [sha256.Size]byte {
	plain, err := json.Marshal(l)
	if err != nil { // texts and a number can be encoded
		panic(err)
	}
	return sha256.Sum256(plain)
}

// sealedLogin is what the cookie of a door holds. Whether it still opens it is not said.
func (g *Gateway) sealedLogin(r *http.Request, d *door) (l login, err error) {
	err = g.seals.open(d.purpose, cookie(r, d.cookie), &l)
	return l, err
}

// loggedOut tells whether the session that a request came with was logged out here since.
func (g *Gateway) loggedOut(r *http.Request, d *door) bool {
	l, err := g.sealedLogin(r, d)
	return err == nil && g.logouts.has(l)
}
