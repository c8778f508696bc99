//go:build browser

package browser

import (
	"flag"
	"testing"

	"github.com/chromedp/chromedp"
)

var gallery = flag.String("gallery", "", "directory that every page is written to, to look at")

// TestGallery shows every page as people see it, on a phone, a computer and a wall, light
// and dark; without -gallery it only goes through them.
func TestGallery(t *testing.T) {
	useGallery(t)
	s := newSchool(t)
	empty := s.computer("/professor")
	empty.sees("Nenhuma, por enquanto")
	empty.gallery("classes-empty")
	teacher := s.open()
	wall := s.projector()
	teacher.gallery("roll-empty")
	wall.gallery("projector-empty")
	s.arrive(23)
	wall.sees("23")
	address, _ := wall.photograph()
	phone := s.phone(address)
	phone.sees("Código lido")
	phone.gallery("scanned")
	phone.enter("#student", "20231234567")
	phone.press("#form button")
	phone.sees("Presença registrada")
	phone.gallery("receipt")
	phone.visit(address)
	phone.gallery("known")
	phone.visit("/3030")
	phone.gallery("typed")
	s.refusal().gallery("refused")
	phone.visit("/nada")
	phone.gallery("nothing")
	teacher.sees("20231234567")
	teacher.do(chromedp.Evaluate[chromedp.Void](
		"document.querySelectorAll('details').forEach(d => d.open = true)"))
	teacher.gallery("roll")
	teacher.do(small)
	teacher.gallery("roll-phone")
	empty.visit(s.desk + "/professor")
	empty.gallery("classes")
	s.kiosks()
	wall.do(chromedp.EmulateViewport(1920, 1080))
	wall.gallery("projector")
	if _, err := s.teacher.End(t.Context(), class, true); err != nil {
		t.Fatal(err)
	}
	wall.sees("Chamada encerrada")
	wall.gallery("projector-ended")
}

func (s *school) kiosks() {
	s.t.Helper()
	kiosk := s.computer("/kiosk")
	kiosk.gallery("kiosk-class")
	kiosk.visit("/kiosk?class=3030")
	kiosk.ready()
	kiosk.gallery("kiosk")
	kiosk.swipe("20231234568")
	kiosk.sees("presença registrada")
	kiosk.gallery("kiosk-registered")
	s.network.Cut()
	kiosk.swipe("20231234569")
	kiosk.sees("na fila: não registrada")
	kiosk.gallery("kiosk-queued")
	s.network.Mend()
}

// TestGalleryOfAClass shows the pages of a class that has a list.
func TestGalleryOfAClass(t *testing.T) {
	useGallery(t)
	s := newSchool(t)
	p := s.computer("/professor/3030/turma")
	p.gallery("class-empty")
	p.upload("turma.csv", schoolFile+"042191014;Um\n042191014;Outro\n")
	p.sees("linhas 6 a 7")
	p.gallery("class-wrong")
	s.enroll()
	p.upload("turma.csv", "Matrícula;Nome\n042191010;Ana S. Souza\n042191077;Nova Aluna\n")
	p.sees("~ 1 mudam")
	p.gallery("class-difference")
	p.do(small)
	p.gallery("class-difference-phone")
	teacher := s.open()
	wall := s.projector()
	teacher.markByHand("042191011")
	teacher.sees("✓ Feito.\n042191011")
	teacher.markByHand("9999")
	teacher.sees("✓ Feito.\n9999")
	teacher.markByHand("ana")
	teacher.sees("Quem é")
	teacher.gallery("roll-choice")
	teacher.visit("/professor/3030")
	teacher.gallery("roll-names")
	teacher.do(small)
	teacher.gallery("roll-names-phone")
	wall.visit("/professor/3030/projetor?nomes")
	wall.do(chromedp.EmulateViewport(1920, 1080))
	wall.sees("Bruno")
	wall.gallery("projector-names")
	p.visit("/professor")
	p.gallery("classes-listed")
}

// gallery writes the page in both themes.
func (p *tab) gallery(name string) {
	p.t.Helper()
	for _, theme := range []string{"light", "dark"} {
		p.do(scheme(theme))
		p.write(*gallery, name+"-"+theme)
	}
	p.do(scheme("light"))
}

// useGallery has the pictures of this test go to a directory of its own where none is named.
func useGallery(t *testing.T) {
	if *gallery == "" {
		*gallery = t.TempDir()
		t.Cleanup(func() { *gallery = "" })
	}
}
