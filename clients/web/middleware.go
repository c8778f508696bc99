package web

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"io"
	"net"
	"net/http"
)

// maxBody bounds what a form may weigh, in bytes. Class lists have a bound of their own.
const maxBody = 16 << 10

// wrapped puts around the pages what holds for all of them.
func (g *Gateway) wrapped(pages *routes) http.Handler {
	sameOrigin := http.NewCrossOriginProtection()
	sameOrigin.SetDenyHandler(http.HandlerFunc(g.foreignOrigin))
	return g.headers(bounded(sameOrigin.Handler(pages)))
}

// visit is what is known of one request beside what it says of itself.
type visit struct {
	nonce string
	whole io.ReadCloser // the body, of which pages read no more than a form can have
	words *words        // in which it is answered, once somebody has asked
	turn  *turn         // of whoever has typed a code
}

type visitKey struct{}

// visitOf is that of a request which came in by headers.
func visitOf(r *http.Request) *visit {
	if v, ok := r.Context().Value(visitKey{}).(*visit); ok {
		return v
	}
	return new(visit)
}

// bounded refuses to read more of a body than a form can have.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visitOf(r).whole = r.Body
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// roomy lets a page read more of a body: one of those behind a login, which strangers do not
// reach. Nothing of the body may have been read.
func roomy(w http.ResponseWriter, r *http.Request, most int64) {
	if whole := visitOf(r).whole; whole != nil {
		r.Body = http.MaxBytesReader(w, whole, most)
	}
}

// headers say to browsers what a page may do: nothing of others, in no frame, with only
// the script that the page came with. Nothing personal is kept on the way.
func (g *Gateway) headers(next http.Handler) http.Handler {
	always := http.Header{
		"Referrer-Policy":              {"same-origin"},
		"X-Content-Type-Options":       {"nosniff"},
		"X-Frame-Options":              {"DENY"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
		"Permissions-Policy":           {"geolocation=(), camera=(), microphone=()"},
		"Cache-Control":                {"no-store"},
	}
	if g.cfg.Secure {
		always["Strict-Transport-Security"] = []string{"max-age=31536000"}
	}
	alone := []string{"same-origin"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{nonce: newNonce()}
		h := w.Header()
		for name, values := range always { // of one value each: to add one makes another slice
			h[name] = values[:1:1]
		}
		h["Content-Security-Policy"] = []string{policy(v.nonce)}
		if g.cfg.Secure || ownMachine(r.Host) { // else browsers ignore it, and complain
			h["Cross-Origin-Opener-Policy"] = alone
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	})
}

func newNonce() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:])
	return base64.RawStdEncoding.EncodeToString(raw[:])
}

// policy lets a page have only what came with it, which knows the nonce.
func policy(nonce string) string {
	return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce +
		"'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; " +
		"frame-ancestors 'none'"
}

// foreignOrigin answers a form that another site has sent.
func (g *Gateway) foreignOrigin(w http.ResponseWriter, r *http.Request) {
	l := languageOf(r)
	g.problem(w, r, http.StatusForbidden, l.ForeignOrigin, l.HintForeignOrigin)
}

// source is the address that a request comes from. What a proxy says of it is not
// believed: anybody may write that.
func source(r *http.Request) string { return sourceOf(r.RemoteAddr) }

// sourceOf is the host of an address; a network of IPv6, of which one machine has all, is
// one source.
func sourceOf(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); ip != nil && ip.To4() == nil {
		return ip.Mask(net.CIDRMask(64, 128)).String()
	}
	return host
}
