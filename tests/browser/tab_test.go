//go:build browser

package browser

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/tests/natstest"
)

// tab is a page in a profile of its own. When the test ends it must have asked nobody but
// its own server, and have had nothing to complain of.
type tab struct {
	t      *testing.T
	ctx    context.Context
	close  func()
	origin string
	touch  bool

	mu         sync.Mutex
	complaints []string
}

// computer is a teacher's, with a projector.
func (s *school) computer(path string) *tab {
	s.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = s.desk + path
	}
	return s.tab(path, chromedp.EmulateViewport(1280, 720))
}

// small is a phone's screen.
var small = chromedp.EmulateViewport(360, 640,
	chromedp.EmulateScale(2), chromedp.EmulateMobile, chromedp.EmulateTouch)

// phone is a small one.
func (s *school) phone(address string, more ...chromedp.Action[chromedp.Void]) *tab {
	s.t.Helper()
	p := s.tab(address, append(more, small)...)
	p.touch = true
	return p
}

// tab opens an address, or a path of the page.
func (s *school) tab(address string, before ...chromedp.Action[chromedp.Void]) *tab {
	s.t.Helper()
	p := &tab{t: s.t, origin: s.url}
	p.begin(chromium, chromedp.WithNewBrowserContext())
	p.do(before...)
	p.visit(address)
	return p
}

// beside opens one more page in the profile of this one.
func (p *tab) beside(address string, before ...chromedp.Action[chromedp.Void]) *tab {
	p.t.Helper()
	another := &tab{t: p.t, origin: p.origin, touch: p.touch}
	another.begin(p.ctx)
	another.do(before...)
	another.visit(address)
	return another
}

func (p *tab) begin(in context.Context, how ...chromedp.ContextOption) {
	p.t.Helper()
	p.ctx, p.close = chromedp.NewContext(in, append(how, chromedp.WithListener(p.hear))...)
	p.t.Cleanup(func() { p.close(); p.quiet() })
	p.do(watchPolicy)
}

// watchPolicy has a page say what its policy has kept it from.
var watchPolicy = before(`addEventListener('securitypolicyviolation',
	e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))`)

// before runs a script before those of every page.
func before(script string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (none chromedp.Void, err error) {
		_, err = cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument,
			page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return none, err
	}
}

// hear notes what the browser finds wrong with a page.
func (p *tab) hear(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || u.Scheme != "data" && !p.own(u) {
			p.complain("asks another server: " + e.Request.URL)
		}
	case *log.EventEntryAdded:
		// The network is cut on purpose, or says a status. A page that is slow to load may find
		// its field in use by who was quick.
		if e.Entry.Source != log.EntrySourceNetwork &&
			!strings.HasPrefix(e.Entry.Text, "Autofocus processing was blocked") {
			p.complain(e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		p.complain(fmt.Sprint(e.ExceptionDetails.Text, " ", e.ExceptionDetails.Exception))
	case *runtime.EventConsoleAPICalled:
		p.complain(fmt.Sprintf("console: %v", e.Args))
	}
}

func (p *tab) own(u *url.URL) bool {
	return strings.EqualFold(u.Scheme+"://"+u.Host, p.origin)
}

func (p *tab) complain(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.complaints = append(p.complaints, what)
}

// quiet fails the test for each complaint.
func (p *tab) quiet() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.complaints {
		p.t.Errorf("the browser complains: %s", c)
	}
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

func (p *tab) visit(address string) {
	p.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = p.origin + address
	}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		p.origin = u.Scheme + "://" + u.Host
	}
	p.do(chromedp.Navigate(address))
}

// enter types into an empty field.
func (p *tab) enter(field, text string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS(field), text))
}

// press is a finger on a phone and a mouse on a computer.
func (p *tab) press(what string) {
	p.t.Helper()
	if p.touch {
		p.do(chromedp.ScrollIntoView(chromedp.CSS(what)), chromedp.Tap(chromedp.CSS(what)))
		return
	}
	p.do(chromedp.Click(chromedp.CSS(what)))
}

// text is what there is to read.
func (p *tab) text() (string, error) {
	return chromedp.Run(p.ctx, chromedp.Evaluate[string]("document.body.innerText"))
}

// sees waits until there is text to read.
func (p *tab) sees(text string) {
	p.t.Helper()
	natstest.Within(p.t, natstest.Patience, func() error {
		body, err := p.text()
		if err == nil && !strings.Contains(body, text) {
			err = fmt.Errorf("%q is not in %q", text, body)
		}
		return err
	})
}

// lacks says that there is no such text to read, on a page that was seen to be up to date.
func (p *tab) lacks(text, why string) {
	p.t.Helper()
	if body, err := p.text(); err != nil || strings.Contains(body, text) {
		p.t.Errorf("%s: %q in %q (%v)", why, text, body, err)
	}
}

// value is what a script in the page finds.
func value[T any](p *tab, script string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		p.t.Fatal(err)
	}
	return v
}

// withoutScript is a phone whose browser runs none.
func withoutScript() chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (none chromedp.Void, err error) {
		_, err = cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled,
			emulation.SetScriptExecutionDisabledParams{Value: true})
		return none, err
	}
}

// scheme is the light or the dark one that somebody has chosen for everything.
func scheme(name string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (none chromedp.Void, err error) {
		_, err = cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return none, err
	}
}

// clockOff sets what pages take for the time.
func clockOff(by time.Duration) chromedp.Action[chromedp.Void] {
	return before(fmt.Sprintf(`{
		const True = Date, off = %d
		Date = class extends True {
			constructor(...a) { a.length ? super(...a) : super(True.now() + off) }
			static now() { return True.now() + off }
		}
	}`, by.Milliseconds()))
}
