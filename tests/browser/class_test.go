//go:build browser

package browser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/subjects"
)

const schoolFile = "Matrícula;Nome\n042191010;Ana Souza\n042191011;Bruno José Lima\n" +
	"042191012;Ana Beatriz Nunes\n042191013;Davi <b>Rocha</b>\n"

// upload sends a class list on the teacher's page.
func (p *tab) upload(name, content string) {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{path}))
	p.press("form[action$='/turma'] .big button")
}

// enroll has the class know its students, by the page.
func (s *school) enroll() {
	s.t.Helper()
	p := s.computer("/professor/3030/turma")
	p.upload("turma.csv", schoolFile)
	p.press("form[action$=gravar] button")
	p.sees("Lista gravada")
}

// From a school's file to the list of who is missing.
func TestClassListOnThePage(t *testing.T) {
	s := newSchool(t)
	p := s.computer("/professor/3030/turma")
	p.sees("Esta turma não tem lista")
	p.upload("turma.csv", schoolFile)
	p.sees("+ 4 entram")
	p.sees("Davi <b>Rocha</b>")
	if got, err := s.teacher.Class(t.Context(), class); err == nil {
		t.Fatalf("shown is not written, but there is %v", got)
	}
	p.press("form[action$=gravar] button")
	p.sees("Lista gravada")
	p.sees("4 alunos")
	p.upload("turma.csv", "Matrícula;Nome\n042191010;Ana S. Souza\n77;Nova\nx;Errada\n")
	p.sees("a matrícula tem de 1 a 20 algarismos")
	p.sees("linha 4")
	p.upload("turma.csv", "Matrícula;Nome\n42191010;Ana Souza\n")
	p.sees("Há dúvidas: confira antes de gravar.")
	p.sees("Conferi: gravar assim mesmo")
	p.upload("turma.csv", "Matrícula;Nome\n042191010;Ana S. Souza\n042191077;Nova\n")
	p.sees("+ 1 entram · − 0 saem · ~ 1 mudam · = 0")
	p.lacks("dúvidas", "the doubts of the file before")
	p.sees("3 não estão no arquivo, e ficam na lista")
	s.put(t)
	p.press("form[action$=gravar] button")
	p.sees("A lista mudou enquanto isso; nada foi gravado")
}

// put changes the list at another desk.
func (s *school) put(t *testing.T) {
	got, err := s.teacher.Class(t.Context(), class)
	if err != nil {
		t.Fatal(err)
	}
	got.Name = "Sistemas Distribuídos"
	if _, err := s.teacher.PutClass(t.Context(), subjects.PutRequest{Class: class,
		ClassList: got.ClassList, Revision: got.Revision}); err != nil {
		t.Fatal(err)
	}
}

// Who is missing is told by name, live, and who is marked by hand is found by name.
func TestTeacherSeesWhoIsMissing(t *testing.T) {
	s := newSchool(t)
	s.enroll()
	teacher := s.open()
	teacher.sees("Ausentes · 4")
	wall := s.projector()
	wall.sees("4 ausentes")
	address, _ := wall.photograph()
	phone := s.phone(address)
	phone.enter("#student", "042191011")
	phone.press("#form button")
	phone.sees("Presença registrada")
	phone.lacks("Bruno", "the phone shows a name")
	teacher.sees("Presentes da lista · 1")
	wall.sees("…011")
	wall.lacks("Bruno", "the projector shows a name that nobody has asked for")
	wall.press("a[href$='projetor?nomes']")
	wall.sees("Bruno José Lima")
	teacher.markByHand("jose")
	teacher.sees("✓ Feito.\n042191011 Bruno José Lima")
	teacher.markByHand("ana")
	teacher.sees("Quem é “ana”?")
	teacher.press("button[value='042191012']")
	teacher.sees("✓ Feito.\n042191012 Ana Beatriz Nunes")
	wall.sees("Ana Beatriz Nunes")
	teacher.markByHand("9999")
	teacher.sees("✓ Feito.\n9999")
	teacher.sees("Fora da lista · 1")
	teacher.markByHand("zé")
	teacher.sees("Ninguém da lista é assim")
	s.present("042191011", "042191012", "9999")
}

func (p *tab) markByHand(who string) {
	p.t.Helper()
	p.press("details summary")
	p.enter("#student", who)
	p.press("form[action$=marcar] .big button")
}
