//go:build browser

package browser

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/chamada/chamada/subjects"
)

// unchecked has the browser send what the form says that it does not take, as other programs
// could.
const unchecked = `document.querySelectorAll('form').forEach(f => f.noValidate = true);
	document.querySelectorAll('[maxlength]').forEach(f => f.removeAttribute('maxlength'))`

func (p *tab) uncheck() { p.t.Helper(); p.do(chromedp.Evaluate[chromedp.Void](unchecked)) }

// fill has a field say this, whatever it said.
func (p *tab) fill(field, text string) {
	p.t.Helper()
	p.do(chromedp.Clear(chromedp.CSS(field)))
	if text != "" {
		p.enter(field, text)
	}
}

// submit presses a button, and waits for the page that answers.
func (p *tab) submit(button string) {
	p.t.Helper()
	if _, err := chromedp.RunResponse(p.ctx, chromedp.Click(chromedp.CSS(button))); err != nil {
		p.t.Fatal(err)
	}
}

// typed is what a field says.
func (p *tab) typed(field string) string {
	p.t.Helper()
	return value[string](p, fmt.Sprintf("document.querySelector(%q).value", field))
}

// held holds a text to be another.
func held(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

// record is the record of a roll call as a terminal gets it.
func (s *school) record(roll string) subjects.Record {
	s.t.Helper()
	got, err := s.teacher.Record(s.t.Context(), class, roll)
	if err != nil {
		s.t.Fatal(err)
	}
	return got
}

// marks are those of a record, in the order of its students.
func marks(r *subjects.Record) string {
	var all []string
	for _, line := range r.Students {
		all = append(all, string(line.Student)+" "+string(line.Mark))
	}
	return strings.Join(all, ", ")
}

// A roll call on paper is typed in: what is wrong is said and nothing of the rest is lost, and
// one that is sent twice is one.
func TestRollCallOnPaper(t *testing.T) {
	s := newSchool(t)
	p := s.kept()
	p.press("a[href$='/papel']")
	p.sees("Quem estava")
	p.choose("#day", time.Now().AddDate(0, 0, 2).Format(time.DateOnly))
	p.choose("#started", "08:00")
	p.choose("#ended", "09:40")
	p.fill("#hours", "3")
	p.press("input[value='042191010']")
	p.press("input[value='042191012']")
	p.enter("#others", "77 x8")
	p.press("form .big button")
	if at := value[string](p, "location.search + document.activeElement.id"); at != "reason" {
		t.Errorf("without a reason the browser is at %q", at)
	}
	p.uncheck()
	for _, step := range []struct{ field, text, said string }{
		{"#reason", "ab", "só cabem matrículas"},
		{"#others", "77 78", "Diga o motivo, com 3 a 200 letras"},
		{"#reason", strings.Repeat("ç", subjects.MaxReason+1), "Diga o motivo, com 3 a 200"},
		{"#reason", "falta de luz", "e já passou"},
	} {
		p.uncheck()
		p.fill(step.field, step.text)
		p.submit("form .big button")
		p.sees(step.said)
	}
	if kept := value[int](p, "document.querySelectorAll(':checked').length"); kept != 2 ||
		p.typed("#started") != "08:00" {
		t.Errorf("of what was typed are left %d names and %q", kept, p.typed("#started"))
	}
	p.choose("#day", time.Now().AddDate(0, 0, -2).Format(time.DateOnly))
	p.do(chromedp.Evaluate[chromedp.Void](`{
		const form = document.querySelector('form') // the first of two fingers on the button
		fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))})
	}`))
	p.submit("form .big button")
	p.sees("Feita no papel")
	all, err := s.teacher.Records(t.Context(), subjects.RecordListRequest{Class: class})
	if err != nil || len(all.Records) != 1 {
		t.Fatalf("a roll call that was sent twice: %+v, %v", all.Records, err)
	}
	got := s.record(all.Records[0].Roll)
	held(t, "who was there", marks(&got), "042191012 present, 042191010 present, "+
		"042191011 absent, 042191013 absent") // Ana Beatriz, Ana Souza
	if got.Added == nil || got.Added.Reason != "falta de luz" || got.Hours != 3 ||
		len(got.Unknown) != 2 || got.Ended-got.Started != subjects.Time(100*time.Minute/
		time.Millisecond) {
		t.Errorf("it is kept as %+v", got)
	}
}

// What a roll call counts is corrected, and whether it does, and back; another's correction
// meanwhile is not written over unseen.
func TestRollCallThatCountsOtherwise(t *testing.T) {
	s := newSchool(t)
	s.kept()
	s.term()
	at := s.latest()
	roll := at[strings.LastIndex(at, "/")+1:]
	p := s.computer(at)
	change := func(hours, void, reason string) {
		t.Helper()
		p.do(chromedp.Evaluate[chromedp.Void]("document.querySelector('details').open = true"))
		p.uncheck()
		p.fill("#hours", hours)
		p.choose("#void", void)
		p.fill("#reason", reason)
		p.submit("details form button")
	}
	for _, wrong := range [][2]string{{"13", "foi um seminário"}, {"x", "foi um seminário"},
		{"1", ""}, {"1", strings.Repeat("x", subjects.MaxReason+1)}} {
		change(wrong[0], "true", wrong[1])
		p.sees(map[bool]string{true: "Diga o motivo", false: "As horas são um número"}[wrong[0] ==
			"1"])
		held(t, "of what was typed", p.typed("#hours")+p.typed("#void"), wrong[0]+"true")
		if !value[bool](p, "document.querySelector('details').open") {
			t.Error("what is to be mended is folded away")
		}
	}
	if got := s.record(roll); got.Hours != 2 || got.Void || len(got.Corrections) != 0 {
		t.Fatalf("what was refused has become %+v", got)
	}
	s.correct("042191013")
	change("1", "false", "terminou antes")
	p.sees("O que você escreveu continua abaixo")
	held(t, "the reason", p.typed("#reason"), "terminou antes")
	p.submit("details form button")
	p.sees("terminou antes")
	if got := s.record(roll); got.Hours != 1 || got.Void {
		t.Errorf("it counts %d hours, %v", got.Hours, got.Void)
	}
	change("1", "true", "aberta por engano")
	p.sees("A chamada não conta")
	if got := s.record(roll); !got.Void {
		t.Error("it counts")
	}
	change("2", "false", "não foi engano")
	p.sees("não foi engano")
	got := s.record(roll)
	if got.Void || got.Hours != 2 || len(got.Corrections) != 3 {
		t.Errorf("taken back it is %+v", got)
	}
}

// Two teachers correct one mark: the second is shown what the first has made of it, decides, and
// both are in the history.
func TestTwoTeachersCorrectOneMark(t *testing.T) {
	s := newSchool(t)
	s.kept()
	s.term()
	at := s.latest()
	p := s.computer(at + "?aluno=042191012")
	p.uncheck()
	p.choose("#mark", "excused")
	for _, wrong := range []string{"", "ab", strings.Repeat("x", subjects.MaxReason+1)} {
		p.fill("#why", wrong)
		p.submit("#corrigir button")
		p.sees("Diga o motivo")
		held(t, "the mark", p.typed("#mark"), "excused")
		p.uncheck()
	}
	p.fill("#missed", "3")
	p.fill("#why", "atestado entregue")
	p.submit("#corrigir button")
	p.sees("As horas são um número")
	p.uncheck()
	p.fill("#missed", "")
	first := s.correct("042191012")
	p.submit("#corrigir button")
	p.sees("O que você escreveu continua abaixo")
	p.sees("Agora: AB")
	held(t, "the reason", p.typed("#why"), "atestado entregue")
	p.submit("#corrigir button")
	p.sees("→ FJ (2 h)")
	got := s.record(at[strings.LastIndex(at, "/")+1:])
	for _, line := range got.Students {
		if line.Student != "042191012" {
			continue
		}
		if c := line.Corrections; line.Mark != subjects.MarkExcused || len(c) != 2 ||
			c[0].Reason != first || c[1].Reason != "atestado entregue" ||
			c[1].Before != subjects.MarkWaived {
			t.Errorf("of the two has become %+v", line)
		}
	}
}
