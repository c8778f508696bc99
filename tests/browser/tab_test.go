//go:build browser

package browser

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/tests/natstest"
)

// tab is a page in a profile of its own. When the test ends it must have asked nobody but
// its own server, and have had nothing to complain of.
type tab struct {
	t      *testing.T
	ctx    context.Context
	origin string
	touch  bool

	mu         sync.Mutex
	complaints []string
}

// computer is a teacher's, with a projector.
func (s *school) computer(path string) *tab {
	s.t.Helper()
	return s.tab(path, chromedp.EmulateViewport(1280, 720))
}

// phone is a small one.
func (s *school) phone(address string, more ...chromedp.Action[chromedp.Void]) *tab {
	s.t.Helper()
	small := chromedp.EmulateViewport(360, 640,
		chromedp.EmulateScale(2), chromedp.EmulateMobile, chromedp.EmulateTouch)
	p := s.tab(address, append(more, small)...)
	p.touch = true
	return p
}

// tab opens an address, or a path of the page.
func (s *school) tab(address string, before ...chromedp.Action[chromedp.Void]) *tab {
	s.t.Helper()
	p := &tab{t: s.t, origin: s.url}
	ctx, closed := chromedp.NewContext(chromium,
		chromedp.WithNewBrowserContext(), chromedp.WithListener(p.hear))
	p.ctx = ctx
	s.t.Cleanup(func() { closed(); p.quiet() })
	p.do(before...)
	p.visit(address)
	return p
}

// hear notes what the browser finds wrong with a page.
func (p *tab) hear(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || u.Scheme != "data" && !p.own(u) {
			p.complain("asks another server: " + e.Request.URL)
		}
	case *log.EventEntryAdded:
		if e.Entry.Source != log.EntrySourceNetwork { // cut on purpose, or a status
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
