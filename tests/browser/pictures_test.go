//go:build browser

package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestPictures writes what the documentation shows, of a roll call that is under way;
// without -pictures it throws them away.
func TestPictures(t *testing.T) {
	usePictures(t)
	s := newSchool(t)
	teacher := s.open()
	wall := s.projector()
	s.arrive(23)
	wall.sees("23")
	address, _ := wall.photograph()
	phone := s.phone(address)
	phone.sees("Código lido")
	wall.picture("projetor")
	phone.do(scheme("dark"))
	phone.picture("celular-escuro")
	phone.do(scheme("light"))
	phone.picture("celular")
	phone.enter("#student", "20231234567")
	phone.press("#form button")
	phone.sees("Presença registrada")
	phone.picture("recibo")
	teacher.sees("20231234567")
	teacher.picture("chamada")
	s.refusal().picture("recusa")
	kiosk := s.kiosk()
	kiosk.swipe("20231234568")
	kiosk.sees("presença registrada")
	kiosk.picture("quiosque")
}

// usePictures throws the pictures of this test away where no directory for them is named.
func usePictures(t *testing.T) {
	if *pictures == "" {
		*pictures = t.TempDir()
		t.Cleanup(func() { *pictures = "" })
	}
}

// arrive marks n students by hand.
func (s *school) arrive(n int) {
	s.t.Helper()
	for i := range n {
		student := subjects.Student(fmt.Sprintf("2023%07d", 1_000_003+i*7_919))
		_, err := s.teacher.Mark(s.t.Context(),
			subjects.MarkRequest{Class: class, Student: student, Present: true})
		if err != nil {
			s.t.Fatal(err)
		}
	}
}

// refusal is a phone whose code was mistyped.
func (s *school) refusal() *tab {
	s.t.Helper()
	p := s.phone("/3030")
	p.enter("#code", "000000")
	p.enter("#student", "20239876543")
	p.press("#form button")
	p.sees("Presença não registrada")
	return p
}

// picture writes what is on the screen for the documentation.
func (p *tab) picture(name string) {
	p.t.Helper()
	p.write(*pictures, name)
}

// write keeps what is on the screen, once all of it is drawn.
func (p *tab) write(directory, name string) {
	p.t.Helper()
	natstest.Eventually(p.t, "the page is drawn", func() bool {
		return value[bool](p, "document.readyState === 'complete'")
	})
	shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(directory, name+".png"), shot, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
