//go:build browser

package browser

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/subjects"
)

// crowd has the class list be longer than a sheet of paper.
func (s *school) crowd() {
	s.t.Helper()
	got, err := s.teacher.Class(s.t.Context(), class)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := range 56 {
		got.Students = append(got.Students, subjects.Enrolled{
			Student: subjects.Student(fmt.Sprintf("0530%05d", i)),
			Name:    fmt.Sprintf("Maria Aparecida da Conceição Albuquerque %d", i),
		})
	}
	if _, err := s.teacher.PutClass(s.t.Context(), subjects.PutRequest{Class: class,
		ClassList: got.ClassList, Revision: got.Revision}); err != nil {
		s.t.Fatal(err)
	}
}

// TestWorkbookInACalculator has LibreOffice open the workbook that the page sends: zeros stay at
// the left of numbers, and nothing is taken for a formula.
func TestWorkbookInACalculator(t *testing.T) {
	useGallery(t)
	s := newSchool(t)
	p := s.kept()
	s.rename("042191013", "=1+1")
	s.crowd()
	s.term()
	p.visit("/professor/3030/semestre")
	book := filepath.Join(t.TempDir(), "planilha.xlsx")
	content := p.download("a[href*='exportar/xlsx']")
	if err := os.WriteFile(book, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	// Separated by semicolons, in UTF-8, as shown, every sheet.
	sheets := converted(t, book, "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,"+
		"false,false,false,-1")
	if len(sheets) == 0 {
		t.Fatal("LibreOffice found no sheet")
	}
	text := ""
	for _, sheet := range sheets {
		content, err := os.ReadFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		text += string(content)
	}
	for _, want := range []string{"042191010;Ana Souza;", "042191013;=1+1;",
		"053000055;Maria Aparecida da Conceição Albuquerque 55;F;"} {
		if !strings.Contains(text, want) {
			t.Errorf("LibreOffice shows no %q: %.2000s", want, text)
		}
	}
	if wrong := regexp.MustCompile(`#[A-Z]+[!?]|Err:\d`).FindString(text); wrong != "" {
		t.Errorf("LibreOffice shows %q", wrong)
	}
	for _, printed := range converted(t, book, "pdf") {
		keep(t, printed, "planilha.pdf")
		text, err := os.ReadFile(printed)
		if err != nil {
			t.Fatal(err)
		}
		if pages, ofA4 := pagesOf(text); pages < 3 || ofA4 != pages {
			t.Errorf("it came onto %d pages, %d of A4 in landscape", pages, ofA4)
		}
	}
}

// pagesOf counts the pages of a document, and those of A4 in landscape.
func pagesOf(pdf []byte) (pages, ofA4 int) {
	pages = len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1))
	box := regexp.MustCompile(`/MediaBox\s*\[0 0 84[12](\.\d+)? 59[456](\.\d+)?\]`)
	return pages, len(box.FindAll(pdf, -1))
}

// TestDiaryOnPaper prints the diary as the page shows it, of a class with more students than a page
// has room for: onto two pages of A4 in landscape, and nothing onto a page of its own.
func TestDiaryOnPaper(t *testing.T) {
	useGallery(t)
	s := newSchool(t)
	p := s.kept()
	s.rename("042191013", "Davi Rocha")
	s.crowd()
	s.term()
	p.visit("/professor/3030/exportar/html")
	p.sees("Assinatura do professor")
	if head := value[string](p, "document.querySelector('thead').innerText"); !strings.Contains(
		head, "Turma 3030: Sistemas Distribuídos") {
		t.Errorf("only the first page says of which class it is; all begin with %q", head)
	}
	var printed []byte
	p.do(func(ctx context.Context, c *chromedp.Target) (none chromedp.Void, err error) {
		got, err := cdp.Call(ctx, c, page.PrintToPDF,
			page.PrintToPDFParams{PreferCSSPageSize: new(true)})
		printed = got.Data
		return none, err
	})
	file := filepath.Join(t.TempDir(), "diario.pdf")
	if err := os.WriteFile(file, printed, 0o600); err != nil {
		t.Fatal(err)
	}
	keep(t, file, "diario.pdf")
	if pages, ofA4 := pagesOf(printed); pages != 2 || ofA4 != 2 {
		t.Errorf("60 students came onto %d pages, %d of A4 in landscape", pages, ofA4)
	}
}

// converted has LibreOffice write a file in another format, one file for each sheet.
func converted(t *testing.T, file, format string) (all []string) {
	t.Helper()
	out := t.TempDir()
	var said bytes.Buffer
	// A profile of its own: a LibreOffice that runs already would take the file.
	cmd := exec.CommandContext(t.Context(), "soffice",
		"-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", format,
		"--outdir", out, file)
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, &said)
	}
	all, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(all) == 0 {
		t.Fatalf("LibreOffice wrote %v: %v\n%s", all, err, &said)
	}
	return all
}

// keep copies a file to the gallery.
func keep(t *testing.T, file, name string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(filepath.Join(*gallery, name), content, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
