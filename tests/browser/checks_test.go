//go:build browser

package browser

import (
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/subjects"
)

// come has the teacher mark students, who are then at the check that is open.
func (s *school) come(students ...subjects.Student) {
	s.t.Helper()
	for _, student := range students {
		if _, err := s.teacher.Mark(s.t.Context(), subjects.MarkRequest{Class: class,
			Student: student, Present: true}); err != nil {
			s.t.Fatal(err)
		}
	}
}

// check opens the next one, at another desk.
func (s *school) check() {
	s.t.Helper()
	if _, err := s.teacher.Check(s.t.Context(), class); err != nil {
		s.t.Fatal(err)
	}
}

// Who was there at first and is not now is found at one glance, live, while the check goes on.
func TestTeacherSeesWhoHasLeft(t *testing.T) {
	s := newSchool(t)
	s.enroll()
	teacher, wall := s.open(), s.projector()
	s.come("042191010", "042191011", "9999")
	teacher.sees("Presentes da lista · 2\nAna Souza 042191010\nBruno José Lima 042191011")
	s.check()
	teacher.sees("! Fora da verificação 2 · 2")
	s.come("042191010", "042191012")
	teacher.sees("! Fora da verificação 2 · 1\n" +
		"Bruno José Lima 042191011 ! só na verificação 1\n" +
		"✓ Na verificação 2 · 2\n" +
		"Ana Beatriz Nunes 042191012 ! só na verificação 2\n" +
		"Ana Souza 042191010")
	teacher.lacks("Ana Souza 042191010 !", "who was at both checks is marked")
	teacher.sees("9999 ! só na verificação 1")
	teacher.sees("Por verificação: 3 na 1ª, 2 na 2ª")
	wall.sees("Por verificação: 3 na 1ª, 2 na 2ª")

	ended, err := s.teacher.End(t.Context(), class, true)
	if err != nil {
		t.Fatal(err)
	}
	teacher.sees("Chamada encerrada")
	for _, page := range []string{"", "/lista"} {
		teacher.visit("/professor/3030" + page)
		teacher.sees("! Fora da verificação 2 · 1")
	}
	teacher.visit("/professor/3030/registro/" + ended.Roll)
	teacher.sees("Por verificação: 3 na 1ª, 2 na 2ª")
	teacher.sees("! só na verificação 2")
	teacher.visit("/professor/3030/lista?lang=en")
	teacher.sees("! Not at check 2 · 1\nBruno José Lima 042191011 ! only at check 1")
	s.everybody(t, "/professor/3030/lista")
	s.everybody(t, "/professor/3030/registro/"+ended.Roll)
}

// A class without a list has the same said of its numbers, in the order in which they came.
func TestWhoHasLeftWithoutAList(t *testing.T) {
	s := newSchool(t)
	teacher := s.open()
	s.come("10", "20")
	teacher.sees("10\n20")
	s.check()
	s.come("20", "30")
	teacher.sees("! Fora da verificação 2 · 1\n10 ! só na verificação 1\n" +
		"✓ Na verificação 2 · 2\n20\n30 ! só na verificação 2")
	teacher.sees("Por verificação: 2 na 1ª, 2 na 2ª")
}

// TestGalleryOfChecks shows who has left, on a computer, a phone and a wall.
func TestGalleryOfChecks(t *testing.T) {
	useGallery(t)
	s := newSchool(t)
	s.enroll()
	teacher, wall := s.open(), s.projector()
	s.come("042191010", "042191011", "042191013", "9999")
	s.check()
	s.come("042191010", "042191012")
	teacher.sees("! Fora da verificação 2 · 2")
	wall.sees("Por verificação: 4 na 1ª, 2 na 2ª")
	wall.gallery("projector-checks")
	ended, err := s.teacher.End(t.Context(), class, true)
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{
		"roll": "/lista", "record": "/registro/" + ended.Roll,
	} {
		teacher.visit("/professor/3030" + page)
		teacher.do(chromedp.EmulateViewport(1280, 720))
		teacher.gallery(name + "-checks")
		teacher.do(small)
		teacher.gallery(name + "-checks-phone")
	}
}
