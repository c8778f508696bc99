//go:build browser

package browser

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/tests/natstest"
)

//go:embed rules.js
var rules string

// screens are the sizes that a page must do with. 400 % on a computer is what 320 by 180
// dots of four times the size are.
var screens = map[string]chromedp.Action[chromedp.Void]{
	"320":      chromedp.EmulateViewport(320, 568, chromedp.EmulateMobile, chromedp.EmulateTouch),
	"400%":     chromedp.EmulateViewport(320, 180, chromedp.EmulateScale(4)),
	"computer": chromedp.EmulateViewport(1280, 720),
}

// TestEverybodyCanUseThePages holds every page to contrast 7:1, labels, targets of 44
// pixels and no sideways scrolling, light and dark, on small screens and enlarged ones.
func TestEverybodyCanUseThePages(t *testing.T) {
	s := newSchool(t)
	s.kept()
	s.term()
	record := s.latest()
	s.open()
	address, _ := s.projector().photograph()
	present := s.phone(address)
	present.enter("#student", "20231234567")
	present.press("#form button")
	present.sees("Presença registrada")
	refused := s.refusal()
	for name, path := range map[string]string{
		"form": "/", "class": "/3030", "scanned": address, "classes": "/professor",
		"class list": "/professor/3030/turma", "named": "/professor/3030/projetor?nomes",
		"roll": "/professor/3030", "projector": "/professor/3030/projetor", "nothing": "/nada",
		"semester": "/professor/3030/semestre?previsto=60", "record": record,
		"correction": record + "?aluno=042191012", "on paper": "/professor/3030/papel",
		"own": "/minhas", "kiosk": "/kiosk?class=3030", "kiosk of which class": "/kiosk",
		"receipt": value[string](present, "location.href"),
		"refusal": value[string](refused, "location.href"),
	} {
		t.Run(name, func(t *testing.T) { s.everybody(t, path) })
	}
}

func (s *school) everybody(t *testing.T, path string) {
	p := s.tab(path)
	const most = 10 << 10 // bytes, compressed
	if n := value[int](p,
		"performance.getEntriesByType('navigation')[0].encodedBodySize"); n == 0 || n > most {
		t.Errorf("the page takes %d bytes, more than %d", n, most)
	}
	for size, screen := range screens {
		for _, theme := range []string{"light", "dark"} {
			p.do(screen, scheme(theme))
			p.do(chromedp.Evaluate[chromedp.Void](
				"document.querySelectorAll('details').forEach(d => d.open = true)"))
			for _, wrong := range value[[]string](p, rules) {
				t.Errorf("%s: %s, %s: %s", path, size, theme, wrong)
			}
		}
	}
}

// TestRulesFindWhatIsWrong shows that the rules above can fail.
func TestRulesFindWhatIsWrong(t *testing.T) {
	s := newSchool(t)
	p := s.tab("/")
	bad := value[[]string](p, `document.querySelector('main').innerHTML =
		'<p><font color="#888">pale</font></p><input type="text"><a href="/">x</a><table width="9999"><td>wide';
		document.title = ''; `+rules)
	if len(bad) < 5 {
		t.Errorf("of six faults only these were found: %q", bad)
	}
}

// TestPolicyIsWatched shows that what the pages' policy refuses would be found out.
func TestPolicyIsWatched(t *testing.T) {
	s := newSchool(t)
	p := s.tab("/")
	p.do(chromedp.Evaluate[chromedp.Void](
		`document.body.appendChild(new Image()).src = 'http://192.0.2.1/x'`))
	natstest.Eventually(t, "the browser complains", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		found := strings.Contains(strings.Join(p.complaints, "\n"), "img-src")
		if found {
			p.complaints = nil
		}
		return found
	})
}
