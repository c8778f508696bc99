package web

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"net"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// maxBody bounds what a form may weigh, in bytes. Class lists have a bound of their own.
const maxBody = 16 << 10

// wrapped puts around the pages what holds for all of them.
func (g *Gateway) wrapped(pages http.Handler) http.Handler {
	sameOrigin := http.NewCrossOriginProtection()
	sameOrigin.SetDenyHandler(http.HandlerFunc(g.foreignOrigin))
	compress, err := gzhttp.NewWrapper(gzhttp.ExceptContentTypes([]string{"text/event-stream"}))
	if err != nil { // the options are right
		panic(err)
	}
	return g.headers(bounded(sameOrigin.Handler(compress(pages))))
}

// bounded refuses to read more of a body than a form can have.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

type nonceKey struct{}

// headers say to browsers what a page may do: nothing of others, in no frame, with only
// the script that the page came with. Nothing personal is kept on the way.
func (g *Gateway) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var raw [16]byte
		_, _ = rand.Read(raw[:])
		nonce := base64.RawStdEncoding.EncodeToString(raw[:])
		h := w.Header()
		h.Set("Content-Security-Policy", strings.Join([]string{
			"default-src 'none'", "script-src 'nonce-" + nonce + "'", "style-src 'nonce-" + nonce + "'",
			"img-src 'self' data:", "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
		}, "; "))
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		if g.cfg.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), nonceKey{}, nonce)))
	})
}

func nonce(r *http.Request) string {
	n, _ := r.Context().Value(nonceKey{}).(string)
	return n
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
