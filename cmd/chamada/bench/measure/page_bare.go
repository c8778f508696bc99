package measure

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// recorded is what was answered once, and is answered again, header and all.
type recorded struct {
	status int
	header http.Header
	body   []byte
}

// ServeHTTP reads what it is sent, and answers without a look at it.
func (a *recorded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // who has gone does not read it
}

// learn serves, without a page behind it, what the page has answered to one visit.
func (p *page) learn(ctx context.Context, url string, l *lane) (bare string, stop func(),
	err error) {
	s, err := l.next()
	if err != nil {
		return "", nil, err
	}
	defer func() { l.done(s, err == nil) }()
	code, err := p.code(ctx, s.roll.class)
	if err != nil {
		return "", nil, err
	}
	path := fmt.Sprintf("/%d/%s", s.roll.class, code)
	one := &phone{page: p, url: url, lane: l}
	form, device, err := one.get(ctx, s.roll.class, code)
	if err != nil {
		return "", nil, err
	}
	form.Set("student", fmt.Sprint(s.number()))
	get, err := p.raw(ctx, http.MethodGet, url+path, url, device, "")
	if err != nil {
		return "", nil, err
	}
	get.header.Set("Set-Cookie", device) // as for a phone that has none yet
	post, err := p.raw(ctx, http.MethodPost, url+"/present", url, device, form.Encode())
	if err != nil {
		return "", nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", get)
	mux.Handle("POST /present", post)
	return serveHTTP(mux)
}

// raw is an answer as it comes: what is compressed stays so.
func (p *page) raw(ctx context.Context, method, to, origin, cookie, form string) (*recorded,
	error) {
	r, err := http.NewRequestWithContext(ctx, method, to, strings.NewReader(form))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	r.Header.Set("Accept-Language", acceptedLanguages)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", origin)
	r.Header.Set("Cookie", cookie)
	response, err := p.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	response.Header.Del("Date")
	return &recorded{response.StatusCode, response.Header, body}, err
}
