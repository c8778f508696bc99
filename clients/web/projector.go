package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"rsc.io/qr"

	"github.com/chamada/chamada/subjects"
)

// heartbeat is how often a projector hears something, so that it knows that it is not
// cut off.
const heartbeat = 15 * time.Second

// screen is what a projector shows.
type screen struct {
	page
	Class   subjects.Class
	Roll    subjects.Roll
	Code    string // "482 913", empty: none
	QR      template.HTML
	Address string // to be typed, with the digits
	TTL     int64  // how long the code is the newest, in milliseconds
	Latest  []string
	Phones  int
	Over    bool
	Lost    bool
}

// maxLatest is how many of those who came last a projector shows.
const maxLatest = 60

// projector shows code and list in the page as it is first sent.
func (g *Gateway) projector(w http.ResponseWriter, r *http.Request, s *session, class subjects.Class) {
	var err error
	now := state{phones: g.rooms.phones(class)}
	if now.roll, err = s.List(r.Context(), class, true); err != nil {
		g.showClasses(w, r, s, statusOf(err), g.failure(r, err))
		return
	}
	now.code, err = s.Code(r.Context(), class)
	now.known = !unknown(err)
	now.told = time.Now()
	p := g.screen(r, class, now)
	p.page = g.newPage(w, r)
	g.show(w, r, http.StatusOK, "projector.html", p)
}

// screen is what there is to see of a state.
func (g *Gateway) screen(r *http.Request, class subjects.Class, now state) screen {
	p := screen{
		Class: class, Roll: now.roll, Phones: now.phones, Over: now.over, Lost: now.lost,
		Address: g.site(r) + "/" + class.String(), Latest: latest(now.roll),
	}
	p.page.L = languageOf(r)
	ttl := now.code.TTL - time.Since(now.told).Milliseconds()
	switch {
	case now.over, !now.known:
	case now.code.Code != "" && ttl > 0:
		p.Code, p.TTL = now.code.Code[:3]+" "+now.code.Code[3:], ttl
		p.QR = drawn(g.site(r) + "/" + class.String() + "/" + now.code.QR)
	case now.code.Code == "":
		p.QR = drawn(p.Address)
	}
	return p
}

// latest are the endings of the numbers of those who came last, the last one first.
func latest(r subjects.Roll) (endings []string) {
	for i := len(r.Students) - 1; i >= 0 && len(endings) < maxLatest; i-- {
		endings = append(endings, ending(r.Students[i]))
	}
	return endings
}

// site is what the address of a page for phones begins with.
func (g *Gateway) site(r *http.Request) string {
	if g.cfg.Site != "" {
		return g.cfg.Site
	}
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host
}

// drawn is a picture of an address that phones read: capitals take fewer modules, and
// fewer modules are read from further away. Four white ones go round it.
func drawn(address string) template.HTML {
	q, err := qr.Encode(strings.ToUpper(address), qr.M)
	if err != nil {
		return "" // too long an address; the digits are there
	}
	const margin = 4
	size := q.Size + 2*margin
	var path bytes.Buffer
	for y := range q.Size {
		for x := range q.Size {
			if q.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+margin, y+margin)
			}
		}
	}
	s := strconv.Itoa(size)
	return template.HTML(`<svg class="qr q` + s + `" viewBox="0 0 ` + s + ` ` + s + `" shape-rendering="crispEdges" role="img" aria-label="QR">` +
		`<rect width="` + s + `" height="` + s + `" fill="#fff"/><path d="` + path.String() + `" fill="#000"/></svg>`)
}

// told is what a projector is sent at each change: the pieces of its page.
type told struct {
	Picture string `json:"picture"`
	Board   string `json:"board"`
	Count   string `json:"count"`
	List    string `json:"list"`
	TTL     int64  `json:"ttl"`
	Over    bool   `json:"over"`
	Lost    bool   `json:"lost"`
}

// stream sends what changes, for as long as somebody looks.
func (g *Gateway) stream(w http.ResponseWriter, r *http.Request, s *session, class subjects.Class) {
	var err error
	f, leave := g.sessions.look(s, class)
	defer leave()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(w)
	serial := uint64(0)
	for {
		now, ok := g.await(r, f, serial)
		if !ok {
			return
		}
		_ = out.SetWriteDeadline(time.Now().Add(2 * heartbeat))
		if now.serial == serial {
			_, err = fmt.Fprint(w, ": \n\n")
		} else {
			serial = now.serial
			err = g.send(w, r, class, now)
		}
		if err != nil || out.Flush() != nil || now.over {
			return
		}
	}
}

// await is the next state, or the same one when it is time for a heartbeat; false when
// the viewer has gone.
func (g *Gateway) await(r *http.Request, f *feed, serial uint64) (state, bool) {
	ctx, cancel := context.WithTimeout(r.Context(), heartbeat)
	defer cancel()
	now, changed := f.wait(ctx, serial)
	if !changed {
		now.serial = serial
	}
	return now, r.Context().Err() == nil
}

// listOf is the list that a page follows: the projector's shows only how numbers end.
func listOf(r *http.Request) string {
	if r.URL.Query().Has("nomes") {
		return "names"
	}
	return "list"
}

func (g *Gateway) send(w http.ResponseWriter, r *http.Request, class subjects.Class, now state) error {
	p := g.screen(r, class, now)
	t := told{Picture: string(p.QR), TTL: p.TTL, Over: p.Over, Lost: p.Lost}
	for name, piece := range map[string]*string{"board": &t.Board, "count": &t.Count, listOf(r): &t.List} {
		var out strings.Builder
		if err := templates.ExecuteTemplate(&out, name, p); err != nil {
			g.cfg.Logger.Error("a page could not be made", "page", name, "err", err)
			return err
		}
		*piece = out.String()
	}
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "id: %s\nevent: estado\ndata: %s\n\n", now.roll.Position, body)
	return err
}
