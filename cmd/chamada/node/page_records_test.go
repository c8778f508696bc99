package node_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
)

// keptSchool is a school with logins and one kept roll call, of clara's class: Ana came, the
// other did not and was then excused. It also gives where the record has its page.
func keptSchool(t *testing.T) (s *school, record string) {
	t.Helper()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s = startSchool(t, cfg)
	s.enrol(t)
	clara := s.login(t, "clara")
	want(t, ask(t, clara, subjects.ClassPut, `{"class":3030,"teachers":["clara"],"hours":2,
		"keep":true,"students":[{"student":"042191010","name":"Ana Souza"},
		{"student":"205182055","name":"Bruno Lima"}]}`), `"revision"`)
	ask(t, clara, subjects.TeacherStart, `{"class":3030}`)
	ask(t, s.login(t, "042191010"), subjects.StudentPresent, `{"class":3030}`)
	ended := ask(t, clara, subjects.TeacherEnd, `{"class":3030}`)
	roll := regexp.MustCompile(`"roll":"([^"]+)"`).FindStringSubmatch(ended)[1]
	return s, "/professor/3030/registro/" + roll
}

// enters logs somebody in at a door of the page.
func (s *school) enters(t *testing.T, door, login string) browser {
	t.Helper()
	b := newBrowser(t, s.main.WebURL())
	if resp, text := b.send(t, door+"/entrar", url.Values{"login": {login},
		"code": {s.codes[login]}}); resp.StatusCode != http.StatusOK {
		t.Fatalf("%s at %s: %s %s", login, door, resp.Status, text)
	}
	return b
}

// TestPageOfRecords has the teacher of a class correct what another teacher may not even see.
func TestPageOfRecords(t *testing.T) {
	t.Parallel()
	s, record := keptSchool(t)
	clara, davi := s.enters(t, "/professor", "clara"), s.enters(t, "/professor", "davi")
	_, form := clara.visit(t, record+"?aluno=205182055")
	correction := url.Values{"student": {"205182055"}, "mark": {"excused"},
		"reason":   {"<i>atestado"},
		"revision": {field(t, form, "revision")}, "id": {field(t, form, "id")}}
	const refusal = "Esta turma é de outro professor"
	for _, path := range []string{record, record + "/moodle", "/professor/3030/semestre",
		"/professor/3030/papel", "/professor/3030/exportar/json", "/professor/3030/turma"} {
		if _, text := davi.visit(t, path); strings.Contains(text, "Ana") ||
			!strings.Contains(text, "outro professor") &&
				!strings.Contains(text, "não pode fazer") {
			t.Errorf("another teacher at %s: %s", path, text)
		}
	}
	if _, text := davi.send(t, record, correction); !strings.Contains(text, refusal) {
		t.Errorf("another teacher corrects: %s", text)
	}
	if _, text := davi.send(t, "/professor/3030/guardar", nil); !strings.Contains(text, refusal) {
		t.Errorf("another teacher has the class keep: %s", text)
	}
	for range 2 { // a second finger on the button gets the same answer
		if _, text := clara.send(t, record, correction); !strings.Contains(text,
			"F → FJ (2 h)") || !strings.Contains(text, "por clara: &lt;i&gt;atestado") ||
			strings.Count(text, "atestado") != 1 {
			t.Fatalf("the teacher corrects: %s", text)
		}
	}
	correction.Set("reason", "x")
	if _, text := clara.send(t, record, correction); !strings.Contains(text, "Diga o motivo") {
		t.Errorf("a reason of one letter: %s", text)
	}
}

// TestPageOfDownloads sees what files come as, and that what cannot be had is said before.
func TestPageOfDownloads(t *testing.T) {
	t.Parallel()
	s, record := keptSchool(t)
	clara := s.enters(t, "/professor", "clara")
	for path, want := range map[string][3]string{
		"/professor/3030/exportar/csv":  {"text/csv; charset=utf-8", "attachment", ";Ana Souza;P;"},
		"/professor/3030/exportar/json": {"application/json", "attachment", `"042191010"`},
		"/professor/3030/exportar/html": {"text/html; charset=utf-8", "inline", "Ana Souza"},
		"/professor/3030/exportar/xlsx": {"application/vnd.openxmlformats-officedocument." +
			"spreadsheetml.sheet", "attachment", "PK\x03\x04"},
		record + "/moodle": {"text/csv; charset=utf-8", "attachment", "042191010,P\n"},
	} {
		resp, text := clara.visit(t, path)
		h := resp.Header
		if resp.StatusCode != http.StatusOK || h.Get("Content-Type") != want[0] ||
			!strings.HasPrefix(h.Get("Content-Disposition"), want[1]+"; filename=") ||
			h.Get("Cache-Control") != "no-store" || !strings.Contains(text, want[2]) {
			t.Errorf("%s: %s %v %.300q", path, resp.Status, h, text)
		}
		if resp.Uncompressed == strings.HasSuffix(path, "xlsx") {
			t.Errorf("%s: sent compressed, and taken apart by the client: %v", path,
				resp.Uncompressed)
		}
	}
	for path, status := range map[string]int{
		"/professor/3030/exportar/csv?ate=2000-01-01":               http.StatusNotFound,
		"/professor/3030/exportar/csv?de=ontem":                     http.StatusBadRequest,
		"/professor/3030/exportar/csv?previsto=-1":                  http.StatusBadRequest,
		"/professor/3030/exportar/csv?de=2026-02-01&ate=2026-01-01": http.StatusBadRequest,
		"/professor/3030/exportar/exe":                              http.StatusNotFound,
		"/professor/4040/exportar/csv":                              http.StatusNotFound,
		"/professor/3030/registro/a.b/moodle":                       http.StatusNotFound,
		"/professor/3030/registro/nada-1-0":                         http.StatusNotFound,
		"/professor/3030/registro/nada-1-0/moodle":                  http.StatusNotFound,
		"/professor/0/exportar/csv":                                 http.StatusNotFound,
	} {
		resp, text := clara.visit(t, path)
		if resp.StatusCode != status || resp.Header.Get("Content-Disposition") != "" ||
			!strings.Contains(text, "✕") {
			t.Errorf("%s: %s %v %s", path, resp.Status, resp.Header, text)
		}
	}
}

// TestPageSaysWhatMoodleIsNotTold sees beside the file whom it leaves out, and that it is of a roll
// call that does not count.
func TestPageSaysWhatMoodleIsNotTold(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	clara := s.login(t, "clara")
	want(t, ask(t, clara, subjects.ClassPut, `{"class":3030,"teachers":["clara"],"hours":2,
		"keep":true,"students":[{"student":"042191010","name":"Ana Souza"},
		{"student":"205182055","name":"Bruno Lima","state":"locked"}]}`), `"revision"`)
	added := ask(t, clara, subjects.RecordAdd, `{"class":3030,"started":"2026-08-03T08:00:00.000-03:00",
		"ended":"2026-08-03T09:40:00.000-03:00","students":["042191010","205182055"],
		"reason":"falta de luz"}`)
	roll := regexp.MustCompile(`"roll":"([^"]+)"`).FindStringSubmatch(added)[1]
	record := "/professor/3030/registro/" + roll
	page := s.enters(t, "/professor", "clara")
	const inactive, void = "não tinha matrícula ativa nesse dia: 1.", "o Moodle conta o arquivo"
	_, text := page.visit(t, record)
	_, file := page.visit(t, record+"/moodle")
	if !strings.Contains(text, inactive) || strings.Contains(text, void) ||
		file != "idnumber,status\n042191010,P\n" {
		t.Errorf("of a student who was not active: %s\n%s", text, file)
	}
	_, text = page.send(t, record, url.Values{"hours": {"2"}, "void": {"true"},
		"reason": {"aberta por engano"}, "id": {field(t, text, "id")},
		"revision": {field(t, text, "revision")}})
	if !strings.Contains(text, inactive) || !strings.Contains(text, void) {
		t.Errorf("of a roll call that is void: %s", text)
	}
	for _, student := range []string{"042191010", "205182055"} {
		if strings.Count(text, `id="s`+student+`"`) != 1 {
			t.Errorf("the page itself does not show %s once", student)
		}
	}
}

// TestPageOfOwnRecords has students see their own lines and nobody else's, whatever they ask.
func TestPageOfOwnRecords(t *testing.T) {
	t.Parallel()
	s, record := keptSchool(t)
	ana := s.enters(t, "/minhas", "042191010")
	_, own := ana.visit(t, "/minhas?class=3030&student=205182055&login=205182055")
	if !strings.Contains(own, "0 horas de falta") || !strings.Contains(own, ">P<") ||
		strings.Contains(own, "205182055") || strings.Contains(own, "Bruno") {
		t.Errorf("a student sees %s", own)
	}
	if _, text := ana.visit(t, "/minhas?class=4040"); !strings.Contains(text, "Nada guardado") {
		t.Errorf("in a class that is not theirs: %s", text)
	}
	if _, text := ana.visit(t, "/minhas?class=x"); !strings.Contains(text, "não é o número") {
		t.Errorf("of no class: %s", text)
	}
	stranger := newBrowser(t, s.main.WebURL())
	clara := s.enters(t, "/professor", "clara")
	for name, b := range map[string]browser{"without a login": stranger, "a teacher": clara} {
		resp, text := b.visit(t, "/minhas?class=3030")
		if resp.StatusCode != http.StatusUnauthorized || strings.Contains(text, "falta</b>") {
			t.Errorf("%s: %s %s", name, resp.Status, text)
		}
	}
	at, _ := url.Parse(s.main.WebURL())
	for _, c := range clara.Jar.Cookies(at) { // a teacher's session is no student's
		c.Name = "aluno"
		stranger.Jar.SetCookies(at, []*http.Cookie{c})
		if resp, _ := stranger.visit(t, "/minhas"); resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("with the cookie %v: %s", c, resp.Status)
		}
	}
	for _, c := range ana.Jar.Cookies(at) { // nor the other way round
		c.Name = "sessao"
		stranger.Jar.SetCookies(at, []*http.Cookie{c})
		if resp, _ := stranger.visit(t, record); resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("with the cookie %v: %s", c, resp.Status)
		}
	}
	for _, login := range []string{"davi", "porta-1"} {
		if resp, text := stranger.send(t, "/minhas/entrar", url.Values{"login": {login},
			"code": {s.codes[login]}}); resp.StatusCode != http.StatusForbidden ||
			!strings.Contains(text, "não é de um aluno") {
			t.Errorf("%s at the students' door: %s %s", login, resp.Status, text)
		}
	}
}

// TestPageOfErasedData has somebody be erased, whose line stays: it is not of a stranger.
func TestPageOfErasedData(t *testing.T) {
	t.Parallel()
	s, record := keptSchool(t)
	ask(t, s.login(t, "admin"), subjects.PersonErase,
		`{"student":"205182055","reason":"pedido do aluno"}`)
	clara := s.enters(t, "/professor", "clara")
	if _, text := clara.visit(t, record); strings.Contains(text, "Corrigir: dados apagados") ||
		!strings.Contains(text, "Corrigir: ") {
		t.Errorf("%s offers to correct nobody, or offers it of nobody: %s", record, text)
	}
	for _, path := range []string{record, "/professor/3030/semestre", "/professor/3030/lista"} {
		_, text := clara.visit(t, path)
		if !strings.Contains(text, "dados apagados") {
			t.Errorf("%s: %s", path, text)
		}
		legend := strings.Count(text, "</span> esteve, fora da lista</li>")
		if strings.Count(text, "fora da lista") > legend {
			t.Errorf("%s has somebody who was on the list as a stranger: %s", path, text)
		}
	}
}

// TestPageOfTwoYears has the table of a class say the year of its days where it has several.
func TestPageOfTwoYears(t *testing.T) {
	t.Parallel()
	s, _ := keptSchool(t)
	want(t, ask(t, s.login(t, "clara"), subjects.RecordAdd,
		`{"class":3030,"started":"2024-03-05T08:00:00.000-03:00",
		"ended":"2024-03-05T09:40:00.000-03:00","students":["042191010"],"reason":"falta de luz"}`),
		`"roll"`)
	clara := s.enters(t, "/professor", "clara")
	for query, day := range map[string]string{"": "<b>05/03/2024</b>",
		"?ate=2024-12-31": "<b>05/03</b>"} {
		_, text := clara.visit(t, "/professor/3030/semestre"+query)
		if !strings.Contains(text, day) {
			t.Errorf("no %s: %s", day, text)
		}
	}
}
