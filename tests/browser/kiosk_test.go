//go:build browser

package browser

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// waiting is how many the kiosk says are waiting.
func (p *tab) waiting() string {
	p.t.Helper()
	return value[string](p, `document.getElementById('waiting').innerText.trim()`)
}

// kiosk is a tablet at the door that is ready for the first.
func (s *school) kiosk() *tab {
	s.t.Helper()
	p := s.computer("/kiosk?class=3030")
	p.ready()
	return p
}

func (p *tab) ready() { p.t.Helper(); p.awaits("student") }

// swipe is a card in a reader, which types wherever the page is.
func (p *tab) swipe(student string) { p.keys(student, kb.Enter) }

// A number is entered, masked at once, and forgotten by the screen after two seconds.
func TestKioskAtTheDoor(t *testing.T) {
	s := newSchool(t)
	s.open()
	kiosk := s.computer("/kiosk")
	kiosk.enter("#class", class.String())
	kiosk.press("main form button")
	kiosk.sees("Passe o cartão")
	kiosk.ready()
	kiosk.press("h1") // somebody leans on the tablet
	kiosk.swipe("20231234567")
	kiosk.sees("…567: presença registrada")
	kiosk.lacks("20231234567", "the number is still there")
	kiosk.sees("Passe o cartão")
	kiosk.swipe("20231234567")
	kiosk.sees("…567: já estava na lista")
	kiosk.swipe("abc")
	kiosk.sees("não é uma matrícula")
	s.present("20231234567")
}

// A reader enters ten numbers a second while the network is gone for a minute: each is
// said not to be registered, none is lost, and none is registered twice.
func TestKioskWithoutNetwork(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.open()
	kiosk := s.kiosk()
	kiosk.swipe("1")
	kiosk.sees("…1: presença registrada")
	s.network.Cut()
	const cards = 600
	card := func(n int) subjects.Student { return subjects.Student(fmt.Sprint(1000 + n)) }
	reader := time.NewTicker(time.Minute / cards)
	defer reader.Stop()
	for n := range cards {
		<-reader.C
		kiosk.swipe(string(card(n)))
	}
	kiosk.sees("…599 na fila: não registrada")
	if text := kiosk.waiting(); !strings.HasPrefix(text, "600 na fila: não registradas") {
		t.Errorf("the kiosk says %q", text)
	}
	s.present("1")
	s.network.Mend()
	natstest.Within(t, time.Minute, func() error {
		if text := kiosk.waiting(); text != "" {
			return errors.New(text)
		}
		return nil
	})
	came := make(map[subjects.Student]bool)
	for _, student := range s.list() {
		came[student] = true
	}
	for n := range cards {
		if !came[card(n)] {
			t.Errorf("%s is lost", card(n))
		}
	}
	if len(came) != cards+1 || len(s.list()) != cards+1 {
		t.Errorf("%d are on the list, and %d of them are different", len(s.list()), len(came))
	}
}

// The page is closed while somebody is waiting, and opened again: the one entry arrives.
// What is refused then stays to be seen, for who was told to wait has gone.
func TestKioskOpenedAgain(t *testing.T) {
	s := newSchool(t)
	teacher := s.open()
	profile := s.computer("/kiosk?class=3030")
	kiosk := profile.beside("/kiosk?class=3030")
	profile.visit("about:blank")
	kiosk.ready()
	s.network.Cut()
	kiosk.swipe("20231234567")
	kiosk.sees("…567 na fila: não registrada")
	kiosk.close()
	s.network.Mend()
	kiosk = profile.beside("/kiosk?class=3030")
	natstest.Eventually(t, "it is registered", func() bool { return len(s.list()) == 1 })
	s.present("20231234567")
	natstest.Eventually(t, "nobody waits any more", func() bool { return kiosk.waiting() == "" })
	kiosk.ready()

	s.network.Cut()
	kiosk.swipe("20239876543")
	kiosk.sees("…543 na fila: não registrada")
	if _, err := s.teacher.End(t.Context(), class, false); err != nil {
		t.Fatal(err)
	}
	s.network.Mend()
	kiosk.sees("Não registradas depois da fila")
	kiosk.sees("Não há chamada aberta")
	kiosk.visit("/kiosk?class=3030")
	kiosk.sees("…543 ·")
	kiosk.press("#missed button")
	natstest.Eventually(t, "it was seen", func() bool {
		return value[bool](kiosk, `document.getElementById('missed').hidden`)
	})
	teacher.sees("Chamada encerrada")
}
