package node_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"github.com/chamada/chamada/clients/export"
	"github.com/chamada/chamada/clients/web"
	"github.com/chamada/chamada/subjects"
)

// formula is what a spreadsheet would follow.
const formula = `=HYPERLINK("javascript:alert(1)";"x")`

// nameless are the pages that show no name of anybody, nor a reason: those of students without a
// login, and of tablets at the door. Every other page must show what is evil, as text.
var nameless = []string{"/{$}", "/{class}", "/{class}/{code}", "/recibo/{receipt}", "/kiosk",
	"/professor/{class}/registro/{roll}/moodle"}

// hostileSchool has logins, and texts that are evil wherever texts are kept: of a roll call that
// has ended and was corrected, of one on paper and of one that is open. The browser has come in
// at every door; at fills in an address of a pattern.
func hostileSchool(t *testing.T) (b browser, at *strings.Replacer) {
	t.Helper()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	clara := s.login(t, "clara")
	texts := map[string]string{}
	for name, text := range map[string]string{"EVIL": evil, "FORMULA": formula} {
		quoted, _ := json.Marshal(text) // a string always has one
		texts[name] = string(quoted)
	}
	tell := func(subject, body string) (reply map[string]any) {
		said := ask(t, clara, subject, strings.NewReplacer("EVIL", texts["EVIL"],
			"FORMULA", texts["FORMULA"]).Replace(body))
		if err := json.Unmarshal([]byte(said), &reply); err != nil || reply["error"] != nil {
			t.Fatalf("%s: %s", subject, said)
		}
		return reply
	}
	attend := func() {
		tell(subjects.TeacherStart, `{"class":3030,"code_every":120}`)
		for _, student := range []string{"042191010", "11", "13", "77"} {
			tell(subjects.TeacherMark,
				`{"class":3030,"student":"`+student+`","present":true,"reason":EVIL}`)
		}
		tell(subjects.TeacherMark, `{"class":3030,"student":"12","present":false,"reason":EVIL}`)
	}
	tell(subjects.ClassPut, `{"class":3030,"name":EVIL,"teachers":["clara"],"keep":true,
		"students":[{"student":"042191010","name":EVIL},{"student":"11","name":"Ana",
		"social":EVIL},{"student":"12","name":EVIL},{"student":"14","name":FORMULA},
		{"student":"13","name":EVIL,"state":"locked"}]}`)
	tell(subjects.ClassPut, `{"class":4040,"name":EVIL,"teachers":["clara"],
		"students":[{"student":"042191010","name":EVIL}]}`)
	attend()
	roll := tell(subjects.TeacherEnd, `{"class":3030}`)["roll"].(string)
	about := `{"class":3030,"roll":"` + roll + `","reason":EVIL,"revision":"`
	revision := tell(subjects.RecordGet, `{"class":3030}`)["revision"].(string)
	revision = tell(subjects.RecordCorrect, about+revision+
		`","student":"042191010","mark":"waived"}`)["revision"].(string)
	revision = tell(subjects.RecordCorrect, about+revision+
		`","student":"14","mark":"excused"}`)["revision"].(string)
	tell(subjects.RecordCorrect, about+revision+`","hours":2}`)
	tell(subjects.RecordAdd, `{"class":3030,"started":"2026-03-02T08:00:00-03:00",
		"ended":"2026-03-02T09:40:00-03:00","hours":2,"students":["042191010"],"reason":EVIL}`)
	attend()
	b = newBrowser(t, s.main.WebURL())
	for door, login := range map[string]string{"/professor": "clara", "/minhas": "042191010",
		"/kiosk": "porta-1"} {
		if resp, text := b.send(t, door+"/entrar", url.Values{"login": {login},
			"code": {s.codes[login]}}); resp.StatusCode != http.StatusOK {
			t.Fatalf("%s at %s: %s %s", login, door, resp.Status, text)
		}
	}
	receipt, _ := b.send(t, "/present", url.Values{"class": {"3030"}, "student": {"042191010"},
		"code": {roomCode(t, clara).QR}})
	return b, strings.NewReplacer("{$}", "", "{class}", "3030", "{roll}", roll,
		"{code}", roomCode(t, clara).QR,
		"{receipt}", strings.TrimPrefix(receipt.Request.URL.Path, "/recibo/"))
}

// addresses are those of a pattern: as links have them, and with parameters that are evil.
func addresses(pattern string, at *strings.Replacer) (all []string) {
	paths := []string{at.Replace(pattern)}
	if strings.Contains(pattern, "{format}") {
		paths = nil
		for _, format := range []string{"html", "json", "csv", "xlsx"} {
			paths = append(paths, strings.ReplaceAll(at.Replace(pattern), "{format}", format))
		}
	}
	wrong := url.Values{}
	for _, name := range []string{"class", "aluno", "feito", "de", "ate", "previsto", "lang"} {
		wrong.Set(name, evil)
	}
	for _, path := range paths {
		all = append(all, path, path+"?class=3030&aluno=042191010&nomes&lista",
			path+"?lang=en&class=3030", path+"?"+wrong.Encode())
	}
	return all
}

// TestEveryPageShowsMarkupAsText goes through all pages that there are, and sends every form that
// stands on one, filled in with markup.
func TestEveryPageShowsMarkupAsText(t *testing.T) {
	t.Parallel()
	b, at := hostileSchool(t)
	_, asked := b.visit(t, "/professor/4040/semestre") // a class that keeps nothing
	forms := formsOf(t, asked)
	for _, door := range []string{"/professor", "/kiosk", "/minhas"} {
		_, asked := newBrowser(t, b.at).visit(t, door)
		forms = append(forms, formsOf(t, asked)...)
	}
	for _, pattern := range web.Patterns() {
		path, ok := strings.CutPrefix(pattern, "GET ")
		if !ok {
			continue
		}
		shown := slices.Contains(nameless, path)
		for _, address := range addresses(path, at) {
			if strings.Contains(address, "{") {
				t.Fatalf("what stands in %s is not known", address)
			}
			page, said := b.reads(t, address)
			shown = shown || strings.Contains(said, evil)
			forms = append(forms, formsOf(t, page)...)
		}
		if !shown {
			t.Errorf("%s shows nothing that is evil: is it one that shows no name?", path)
		}
	}
	b.sendsEach(t, forms)
}

// reads looks at what an address gives, by what it is, and returns it, and the text in it.
func (b browser) reads(t *testing.T, address string) (page, text string) {
	t.Helper()
	if strings.Contains(address, "/eventos") {
		for name, piece := range firstTold(t, b, address) {
			page += piece
			text += inert(t, address+" "+name, piece)
		}
		return page, text
	}
	resp, page := b.visit(t, address)
	h := resp.Header
	if h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s may be taken for something else: %v", address, h)
	}
	switch kind := h.Get("Content-Type"); {
	case strings.HasPrefix(kind, "text/html"):
		if strings.Contains(page, "<script") && !strings.Contains(
			h.Get("Content-Security-Policy"), "script-src 'nonce-") {
			t.Errorf("%s runs any script: %v", address, h)
		}
		return page, inert(t, address, page)
	case strings.HasPrefix(kind, "text/csv"):
		return "", cells(t, address, csvCells(t, page))
	case strings.Contains(kind, "spreadsheet"):
		return "", cells(t, address, bookCells(t, page))
	case kind == "application/json":
		var all export.Semester
		if err := json.Unmarshal([]byte(page), &all); err != nil {
			t.Errorf("%s: %v", address, err)
		}
		return "", ""
	default:
		t.Errorf("%s is %q, which nobody has looked at", address, kind)
		return "", ""
	}
}

// cells sees that none begins a formula, and gives the text of all.
func cells(t *testing.T, where string, all []string) string {
	t.Helper()
	for _, cell := range all {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			t.Errorf("%s has the cell %q", where, cell)
		}
	}
	return strings.Join(all, "\n")
}

func csvCells(t *testing.T, file string) (all []string) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff")))
	header, _, _ := strings.Cut(file, "\n")
	if r.FieldsPerRecord = -1; strings.Contains(header, ";") {
		r.Comma = ';'
	}
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(rows...)
}

// bookCells are those of a workbook that are formulas, and the texts of all others.
func bookCells(t *testing.T, file string) (all []string) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader([]byte(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range rows[r] {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if f, _ := book.GetCellFormula(sheet, at); f != "" {
					all = append(all, "="+f)
				}
				if to, _, _ := book.GetCellHyperLink(sheet, at); to {
					t.Errorf("%s of %s is a link", at, sheet)
				}
				all = append(all, "'"+rows[r][c])
			}
		}
	}
	return all
}

// form is one on a page: where it goes, and what is in it.
type form struct {
	method, action string
	files          bool
	hidden, typed  url.Values
}

// formsOf are the forms of a page.
func formsOf(t *testing.T, page string) (all []form) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" {
			all = append(all, readForm(n))
		}
	}
	return all
}

func readForm(n *html.Node) form {
	f := form{method: attribute(n, "method"), action: attribute(n, "action"),
		files: attribute(n, "enctype") != "", hidden: url.Values{}, typed: url.Values{}}
	for field := range n.Descendants() {
		name := attribute(field, "name")
		switch {
		case name == "":
		case attribute(field, "type") == "hidden":
			f.hidden.Set(name, attribute(field, "value"))
		default:
			f.typed.Set(name, evil)
		}
	}
	return f
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// sendsEach sends every form once with what was typed evil and once with all of it, and sees that
// every page that takes one has been sent one.
func (b browser) sendsEach(t *testing.T, forms []form) {
	t.Helper()
	unsent := map[string]*regexp.Regexp{}
	for _, pattern := range web.Patterns() {
		if path, ok := strings.CutPrefix(pattern, "POST "); ok {
			unsent[path] = regexp.MustCompile("^" +
				regexp.MustCompile(`\{\w+\}`).ReplaceAllString(path, "[^/]+") + "$")
		}
	}
	delete(unsent, "/aberta") // a script's, which answers nothing
	sent := map[string]bool{}
	for len(forms) > 0 {
		// What ends a roll call or a session comes last: nothing else is then as it was.
		slices.SortStableFunc(forms, func(a, c form) int { return a.ends() - c.ends() })
		f := forms[0]
		forms = forms[1:]
		if sent[f.kind()] {
			continue
		}
		sent[f.kind()] = true
		for path, like := range unsent {
			if f.method == "post" && like.MatchString(f.action) {
				delete(unsent, path)
			}
		}
		forms = append(forms, f.send(t, b.twin(t))...)
	}
	for path := range unsent {
		t.Errorf("no page has a form for %s", path)
	}
}

// kind tells a form from others, whatever is in it.
func (f form) kind() string {
	return f.method + f.action + strings.Join(slices.Concat(
		slices.Sorted(maps.Keys(f.hidden)), slices.Sorted(maps.Keys(f.typed))), " ")
}

func (f form) ends() int {
	switch {
	case strings.HasSuffix(f.action, "/sair"):
		return 2
	case strings.HasSuffix(f.action, "/encerrar"):
		return 1
	default:
		return 0
	}
}

// twin is a browser with the same cookies, which may drop them.
func (b browser) twin(t *testing.T) browser {
	t.Helper()
	at, _ := url.Parse(b.at)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	jar.SetCookies(at, b.Jar.Cookies(at))
	client := *b.Client
	client.Jar = jar
	return browser{&client, b.at}
}

// send sends a form, and gives those of the pages that answer.
func (f form) send(t *testing.T, b browser) (next []form) {
	t.Helper()
	all := url.Values{}
	for name := range f.hidden {
		all.Set(name, evil)
	}
	for _, hidden := range []url.Values{f.hidden, all} {
		fields := url.Values{}
		for _, part := range []url.Values{hidden, f.typed} {
			for name, value := range part {
				fields[name] = value
			}
		}
		var resp *http.Response
		var page string
		switch cell := `"` + strings.ReplaceAll(evil, `"`, `""`) + `"`; {
		case f.method == "get":
			resp, page = b.visit(t, f.action+"?"+fields.Encode())
		case f.files:
			resp, page = b.upload(t, f.action, "matrícula;nome\n19;"+cell+"\n")
		default:
			resp, page = b.send(t, f.action, fields)
		}
		inert(t, f.action+" "+fields.Encode(), page)
		if resp.StatusCode == http.StatusInternalServerError {
			t.Errorf("%s: %s %s", f.action, resp.Status, page)
		}
		next = append(next, formsOf(t, page)...)
	}
	return next
}
