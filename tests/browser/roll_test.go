//go:build browser

package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// A whole roll call, from the teacher's page by the picture on the wall to the receipt.
func TestFromProjectorToReceipt(t *testing.T) {
	s := newSchool(t)
	teacher := s.open()
	teacher.press("a[href$=projetor]")
	teacher.sees("Aponte a câmera")
	address, _ := teacher.photograph()

	phone := s.phone(address)
	phone.sees("Código lido")
	phone.enter("#student", "20231234567")
	phone.press("#form button")
	phone.sees("Presença registrada")
	phone.sees("final 567")
	s.present("20231234567")
	teacher.sees("…567")
	teacher.sees("1 celular abriu a página")

	receipt := value[string](phone, "location.href")
	phone.do(chromedp.Reload())
	phone.sees("Presença registrada")
	if again := value[string](phone, "location.href"); again != receipt {
		t.Errorf("the receipt moved to %s", again)
	}
	s.present("20231234567")
}

func TestWithoutScript(t *testing.T) {
	s := newSchool(t)
	s.open()
	address, _ := s.projector().photograph()
	phone := s.phone(address, withoutScript())
	phone.enter("#student", "40")
	submitted, err := chromedp.RunResponse(phone.ctx, chromedp.Tap(chromedp.CSS("#form button")))
	if err != nil {
		t.Fatal(err)
	}
	if submitted.Status != 200 || !strings.Contains(submitted.URL, "/recibo/") {
		t.Errorf("the form ends at %d %s", submitted.Status, submitted.URL)
	}
	phone.sees("Presença registrada")
	s.present("40")
}

// One phone goes round: each who uses it is asked who they are.
func TestTwoStudentsOnePhone(t *testing.T) {
	s := newSchool(t)
	s.open()
	wall := s.projector()
	address, _ := wall.photograph()
	phone := s.phone(address)
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Presença registrada")

	address, _ = wall.photograph()
	phone.visit(address)
	phone.sees("Sou 10")
	phone.press("form[action='/forget'] button")
	phone.sees("Código lido") // what was scanned is the phone's, whoever holds it
	phone.enter("#student", "20")
	phone.press("#form button")
	phone.sees("final 20")
	s.present("10", "20")

	address, _ = wall.photograph()
	phone.visit(address)
	phone.sees("Sou 20")
	phone.press("#form button")
	phone.sees("Presença registrada") // the phone keeps the request: the same receipt again
	s.present("10", "20")
}

// What is refused is said, and what has been read anew is then taken.
func TestRefusedThenRegistered(t *testing.T) {
	s := newSchool(t)
	s.open()
	wall := s.projector()
	phone := s.phone("/3030")
	phone.enter("#code", "000000")
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Presença não registrada")
	phone.sees("Confira os seis números")
	s.present()

	address, _ := wall.photograph()
	phone.visit(address)
	phone.enter("#student", "abc")
	phone.press("#form button")
	phone.sees("Isto não é uma matrícula")
	if at := value[string](phone, "document.activeElement.id"); at != "student" {
		t.Errorf("after a wrong number the phone is at %q", at)
	}
	phone.do(chromedp.Clear(chromedp.CSS("#student")))
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Presença registrada")
	s.present("10")
}

// The roll call that has ended refuses, in words.
func TestEndedWhileAPhoneWaits(t *testing.T) {
	s := newSchool(t)
	teacher := s.open()
	wall := s.projector()
	address, _ := wall.photograph()
	phone := s.phone(address)
	teacher.press("details:last-of-type summary")
	teacher.press("form[action$=encerrar] button")
	teacher.sees("Chamada encerrada")
	wall.sees("Chamada encerrada")
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Não há chamada aberta")
}

// The next check is another request of the same phone, not the one before once more.
func TestNextCheck(t *testing.T) {
	s := newSchool(t)
	teacher := s.open()
	wall := s.projector()
	address, _ := wall.photograph()
	phone := s.phone(address)
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Presença registrada")
	teacher.press("form[action$=verificar] button")
	teacher.sees("Feito")
	natstest.Eventually(t, "the wall shows a code of the next check", func() bool {
		before := address
		address, _ = wall.photograph()
		return address != before
	})
	phone.visit(address)
	phone.press("#form button")
	phone.sees("2ª verificação")
	phone.sees("Presença registrada")
}

// Who comes is on the teacher's own page too, by the whole number.
func TestTeachersListIsLive(t *testing.T) {
	s := newSchool(t)
	teacher := s.open()
	teacher.sees("Ninguém ainda")
	address, _ := s.projector().photograph()
	phone := s.phone(address)
	phone.enter("#student", "20231234567")
	phone.press("#form button")
	teacher.sees("20231234567")
	teacher.press("details:last-of-type summary")
	teacher.sees("Encerrar a chamada da turma 3030, com 1 presente?")
}

// The teacher finds somebody among many by a part of the number, also while others come.
func TestTeacherLooksForSomebody(t *testing.T) {
	s := newSchool(t)
	teacher := s.open()
	s.arrive(23)
	teacher.sees("20231000003")
	teacher.enter("#search", "1063")
	shown := `document.getElementById('list').innerText.trim()`
	natstest.Eventually(t, "one is found", func() bool {
		return value[string](teacher, shown) == "20231063355"
	})
	if _, err := s.teacher.Mark(t.Context(),
		subjects.MarkRequest{Class: class, Student: "21063", Present: true}); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "who comes is found as well", func() bool {
		return value[string](teacher, shown) == "20231063355\n21063"
	})
	teacher.enter("#search", "9")
	teacher.sees("Ninguém aqui é assim")
}

func TestTwoProjectorsShowOneCode(t *testing.T) {
	s := newSchool(t)
	s.open()
	left, right := s.projector(), s.projector()
	natstest.Eventually(t, "both show one code", func() bool {
		one, digits := left.photograph()
		other, same := right.photograph()
		return one == other && digits == same && len(digits) == len("482 913")
	})
}
