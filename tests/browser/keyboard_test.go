//go:build browser

package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/chamada/chamada/tests/natstest"
)

// A roll call is opened, answered and ended without a mouse or a finger.
func TestKeyboardOnly(t *testing.T) {
	s := newSchool(t)
	teacher := s.computer("/professor")
	teacher.awaits("class")
	teacher.keys("3030", kb.Enter)
	teacher.sees("Turma 3030")
	teacher.tabTo("Projetor")
	teacher.keys(kb.Enter)
	teacher.sees("Aponte a câmera")
	address, _ := teacher.photograph()

	phone := s.computer(address)
	phone.awaits("student")
	phone.keys("10")
	phone.tabTo("Registrar presença")
	phone.keys(kb.Enter)
	phone.sees("Presença registrada")
	s.present("10")

	teacher.tabTo("Quem está presente")
	teacher.keys(kb.Enter)
	teacher.sees("Marcar à mão")
	teacher.tabTo("Encerrar chamada")
	teacher.keys(kb.Enter)
	teacher.tabTo("Sim, encerrar")
	teacher.keys(kb.Enter)
	teacher.sees("Chamada encerrada")
}

// awaits waits until the keyboard is at a field.
func (p *tab) awaits(field string) {
	p.t.Helper()
	natstest.Eventually(p.t, "the keyboard is at "+field, func() bool {
		return value[string](p, "document.activeElement?.id || ''") == field
	})
}

func (p *tab) keys(keys ...string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(strings.Join(keys, "")))
}

// tabTo goes on to what has a text, and holds it to show that it is where one is.
func (p *tab) tabTo(text string) {
	p.t.Helper()
	const stops = 30
	for range stops {
		p.keys(kb.Tab)
		if strings.Contains(value[string](p, "document.activeElement.textContent"), text) &&
			value[string](p, "document.activeElement.tagName") != "BODY" {
			if value[string](p, "getComputedStyle(document.activeElement).outlineStyle") == "none" {
				p.t.Errorf("nothing shows that the keyboard is at %q", text)
			}
			return
		}
	}
	p.t.Fatalf("the keyboard does not get to %q", text)
}
