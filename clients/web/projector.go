package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
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
	Sheet   sheet
	Named   bool // the projector shows names, because the teacher has asked for them
	Latest  []string
	Phones  int
	Over    bool
	Lost    bool
}

// Ended tells whether the roll call has, after which no phones are counted.
func (p screen) Ended() bool { return p.Over }

// maxLatest is how many of those who came last a projector shows.
const maxLatest = 60

// projector shows code and list in the page as it is first sent.
func (g *Gateway) projector(w http.ResponseWriter, r *http.Request, s *session,
	class subjects.Class) {
	var err error
	now := state{phones: g.rooms.phones(class)}
	if now.roll, err = s.List(r.Context(), class, true); err != nil {
		g.showClasses(w, r, s, statusOf(err), g.failure(r, err))
		return
	}
	now.code, err = s.Code(r.Context(), class)
	now.known = !unknown(err)
	now.told = time.Now()
	now.sheet = g.sheet(r.Context(), s, class, now.roll.Roll)
	p := g.screen(r, class, now)
	p.page = g.newPage(w, r)
	g.show(w, r, http.StatusOK, "projector.html", p)
}

// screen is what there is to see of a state.
func (g *Gateway) screen(r *http.Request, class subjects.Class, now state) screen {
	p := screen{
		Class: class, Roll: now.roll, Phones: now.phones, Over: now.over, Lost: now.lost,
		Address: g.site(r) + "/" + class.String(), Sheet: now.sheet,
		Named: r.URL.Query().Has("nomes"),
	}
	p.Latest = p.latest()
	p.page.L = languageOf(r)
	ttl := now.ttl()
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

// latest are those who came last, the last one first: the endings of their numbers, and names
// only where the teacher wants them seen.
func (p *screen) latest() (all []string) {
	for i := len(p.Roll.Students) - 1; i >= 0 && len(all) < maxLatest; i-- {
		student := p.Roll.Students[i]
		shown := "…" + ending(student)
		if name := p.Sheet.Name(student); p.Named && name != "" {
			shown = name
		}
		all = append(all, shown)
	}
	return all
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

// closed is what the address of a page for phones begins with where it leads every phone to itself;
// else it is empty.
func (g *Gateway) closed(r *http.Request) string {
	site := g.site(r)
	if at, err := url.Parse(site); err != nil || !ownMachine(at.Host) {
		return ""
	}
	return site
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
	return template.HTML(`<svg class="qr q` + s + `" viewBox="0 0 ` + s + ` ` + s +
		`" shape-rendering="crispEdges" role="img" aria-label="QR">` +
		`<rect width="` + s + `" height="` + s + `" fill="#fff"/><path d="` + path.String() +
		`" fill="#000"/></svg>`)
}

// told is what a projector is sent at each change, and for how long its code is the newest:
// the pieces of its page.
type told struct {
	Picture string `json:"picture"`
	Board   string `json:"board"`
	Count   string `json:"count"`
	List    string `json:"list"`
	// Question is what is asked before the roll call is ended.
	Question string `json:"question"`
	Over     bool   `json:"over"`
	Lost     bool   `json:"lost"`
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
			err = g.send(w, r, f, now)
		}
		if err != nil || out.Flush() != nil || now.over {
			return
		}
	}
}

// await is the next state, or the same one when it is time for a heartbeat; false when
// the viewer has gone, or has logged out.
func (g *Gateway) await(r *http.Request, f *feed, serial uint64) (state, bool) {
	ctx, cancel := context.WithTimeout(r.Context(), heartbeat)
	defer cancel()
	now, changed := f.wait(ctx, serial)
	if !changed {
		now.serial = serial
	}
	return now, r.Context().Err() == nil && !g.loggedOut(r, &teachers)
}

// listOf is the list that a page follows: the teacher's own is whole.
func listOf(r *http.Request) string {
	if r.URL.Query().Has("lista") {
		return "names"
	}
	return "list"
}

// send sends a state. Its pieces are made once for all who see it alike.
func (g *Gateway) send(w http.ResponseWriter, r *http.Request, f *feed, now state) error {
	ttl := now.ttl()
	how := view{languageOf(r), listOf(r), g.site(r), r.URL.Query().Has("nomes"), ttl > 0}
	body, err := f.drawn(how, now.serial, func() ([]byte, error) {
		return g.draw(r, f.class, now)
	})
	if err != nil {
		g.cfg.Logger.Error("a page could not be made", "page", how.list, "err", err)
		return err
	}
	_, err = fmt.Fprintf(w, "id: %s\nevent: estado\ndata: {\"ttl\":%d,%s\n\n",
		now.roll.Position, ttl, body[1:])
	return err
}

// draw makes the pieces of a state, an object in JSON that is not empty.
func (g *Gateway) draw(r *http.Request, class subjects.Class, now state) ([]byte, error) {
	p := g.screen(r, class, now)
	t := told{Picture: string(p.QR), Over: p.Over, Lost: p.Lost}
	for name, piece := range map[string]*string{"board": &t.Board, "count": &t.Count,
		listOf(r): &t.List, "question": &t.Question} {
		var out bytes.Buffer
		if err := templates.ExecuteTemplate(&out, name, p); err != nil {
			return nil, err
		}
		upright(out.Bytes())
		*piece = out.String()
	}
	return json.Marshal(t)
}
