//go:build browser

package browser

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// kept has the class of the page keep its roll calls, and goes to its semester.
func (s *school) kept() *tab {
	s.t.Helper()
	s.enroll()
	p := s.computer("/professor")
	p.press("a[href$='/3030/semestre']")
	p.sees("não guarda as chamadas")
	p.do(chromedp.Clear(chromedp.CSS("#hours")))
	p.enter("#hours", "2")
	p.press("#keep")
	p.sees("As próximas chamadas ficam guardadas")
	return p
}

// From the list of a class to a file, all on the page: two phones answer, one mark is corrected,
// another teacher's correction is not overwritten, and the file that comes down has it all.
func TestSemesterOnThePage(t *testing.T) {
	s := newSchool(t)
	p := s.kept()
	teacher := s.open()
	address, _ := s.projector().photograph()
	for _, student := range []string{"042191010", "042191011"} {
		phone := s.phone(address)
		phone.enter("#student", student)
		phone.press("#form button")
		phone.sees("Presença registrada")
	}
	teacher.press("details:last-of-type summary")
	teacher.press("form[action$=encerrar] button")
	teacher.sees("Chamada encerrada")
	teacher.lacks("Quem está presente", "who is absent stands under “who is present”")
	teacher.press("a[href*='/registro/']")
	teacher.sees("Vale 2 h")
	teacher.press("#s042191012 a")
	teacher.sees("Corrigir: Ana Beatriz Nunes")
	teacher.choose("#mark", "excused")
	teacher.enter("#why", "atestado entregue")
	other := s.correct("042191013")
	teacher.press("#corrigir button")
	teacher.sees("O que você escreveu continua abaixo")
	if typed := value[string](teacher, "document.getElementById('why').value"); typed !=
		"atestado entregue" {
		t.Errorf("after a conflict %q is left of what was typed", typed)
	}
	teacher.press("#corrigir button")
	teacher.sees("F → FJ (2 h)")
	teacher.sees("atestado entregue")
	teacher.sees(other)

	p.visit(s.desk + "/professor/3030/semestre")
	p.sees("✕ 1 aluno passou do limite")
	p.press("details summary")
	p.enter("#previsto", "60")
	p.press("form[action$='/semestre'] button")
	p.sees("96,6 %")
	if cells := value[[]string](p, `[...document.querySelectorAll('td.m')].map(
		e => e.innerText)`); strings.Join(cells, " ") != "FJ P P AB" {
		t.Errorf("the table has %q", cells)
	}
	file := p.download("a[href*='exportar/csv']")
	for _, want := range []string{"\ufeffMATRÍCULA;", "042191012;Ana Beatriz Nunes;FJ;"} {
		if !strings.Contains(file, want) {
			t.Errorf("the file has no %q: %q", want, file)
		}
	}
}

// correct is another teacher's correction of the latest roll call; it returns the reason.
func (s *school) correct(student subjects.Student) (reason string) {
	s.t.Helper()
	got, err := s.teacher.Record(s.t.Context(), class, "")
	if err != nil {
		s.t.Fatal(err)
	}
	mark, reason := subjects.MarkWaived, "representou a turma"
	if _, err := s.teacher.Correct(s.t.Context(), subjects.CorrectRequest{Class: class,
		Roll: got.Roll, Student: student, Mark: &mark, Reason: reason,
		Revision: got.Revision}); err != nil {
		s.t.Fatal(err)
	}
	return reason
}

// choose takes one of a list.
func (p *tab) choose(field, choice string) {
	p.t.Helper()
	p.do(chromedp.SetValue(chromedp.CSS(field), choice))
}

// download follows a link to a file, and reads what has come.
func (p *tab) download(link string) (content string) {
	p.t.Helper()
	dir := p.t.TempDir()
	p.do(func(ctx context.Context, t *chromedp.Target) (none chromedp.Void, err error) {
		info, err := cdp.Call(ctx, t, target.GetTargetInfo, target.GetTargetInfoParams{})
		if err == nil {
			_, err = cdp.Call(ctx, t, browser.SetDownloadBehavior,
				browser.SetDownloadBehaviorParams{
					Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir,
					BrowserContextID: info.TargetInfo.BrowserContextID})
		}
		return none, err
	})
	p.press(link)
	natstest.Eventually(p.t, "the file has come", func() bool {
		files, _ := filepath.Glob(filepath.Join(dir, "chamada-3030.*"))
		if len(files) != 1 || strings.HasSuffix(files[0], ".crdownload") {
			return false
		}
		raw, err := os.ReadFile(files[0])
		content = string(raw)
		return err == nil && content != ""
	})
	return content
}

// TestGalleryOfASemester shows the pages of what is kept, with a class of many days; two are in
// the documentation.
func TestGalleryOfASemester(t *testing.T) {
	useGallery(t)
	usePictures(t)
	s := newSchool(t)
	p := s.kept()
	s.rename("042191013", "Davi Rocha")
	s.term()
	p.visit("/professor/3030/semestre")
	p.sees("! 1 aluno está perto do limite")
	p.picture("semestre")
	p.gallery("semester")
	p.visit("/professor/3030/semestre?previsto=60")
	p.gallery("semester-planned")
	p.do(small)
	p.visit("/professor/3030/semestre")
	p.gallery("semester-phone")
	s.correct("042191013")
	record := s.latest()
	p.do(chromedp.EmulateViewport(1280, 720))
	p.visit(record)
	p.picture("registro")
	for name, path := range map[string]string{"record": record,
		"record-correct": record + "?aluno=042191012", "paper": "/professor/3030/papel",
		"diary": "/professor/3030/exportar/html"} {
		p.do(chromedp.EmulateViewport(1280, 720))
		p.visit(path)
		p.gallery(name)
		p.do(small)
		p.gallery(name + "-phone")
	}
}

// rename has the class list call a student otherwise.
func (s *school) rename(student subjects.Student, name string) {
	s.t.Helper()
	got, err := s.teacher.Class(s.t.Context(), class)
	if err != nil {
		s.t.Fatal(err)
	}
	got.Name = "Sistemas Distribuídos"
	for i := range got.Students {
		if got.Students[i].Student == student {
			got.Students[i].Name = name
		}
	}
	if _, err := s.teacher.PutClass(s.t.Context(), subjects.PutRequest{Class: class,
		ClassList: got.ClassList, Revision: got.Revision}); err != nil {
		s.t.Fatal(err)
	}
}

// term adds lessons on paper: a week apart, with some missing.
func (s *school) term() {
	s.t.Helper()
	everybody := []subjects.Student{"042191010", "042191011", "042191012", "042191013"}
	const weeks = 14
	for week := range weeks {
		began := subjects.At(time.Now().AddDate(0, 0, 7*(week-weeks)))
		came := slices.Delete(slices.Clone(everybody), week%4, week%4+1)
		if week%3 == 0 {
			came = everybody
		}
		if _, err := s.teacher.AddRecord(s.t.Context(), subjects.AddRequest{Class: class,
			Started: began, Ended: began + subjects.Time(100*time.Minute/time.Millisecond),
			Students: came, Reason: "falta de luz"}); err != nil {
			s.t.Fatal(err)
		}
	}
}

// latest is where the latest roll call that is kept has its page.
func (s *school) latest() string {
	s.t.Helper()
	all, err := s.teacher.Records(s.t.Context(), subjects.RecordListRequest{Class: class})
	if err != nil {
		s.t.Fatal(err)
	}
	return "/professor/3030/registro/" + all.Records[len(all.Records)-1].Roll
}
