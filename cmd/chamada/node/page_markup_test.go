package node_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// evil ends whatever it may stand in, and begins an element and an attribute of its own.
const evil = `'"></script></style></title></textarea>--><x-evil x-evil="1" onload=alert(1)>`

// inert sees that nothing of evil has become markup, that no address is a script's, and that
// each text is shown that is to be; it gives all that is shown.
func inert(t *testing.T, where, page string, shown ...string) string {
	t.Helper()
	var text strings.Builder
	scripts := 0
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			for _, s := range shown {
				if !strings.Contains(text.String(), s) {
					t.Errorf("%s does not show %q: %s", where, s, page)
				}
			}
			if scripts > 1 {
				t.Errorf("%s has %d scripts: %s", where, scripts, page)
			}
			return text.String()
		case html.TextToken:
			text.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			tag := z.Token()
			if tag.Data == "script" {
				scripts++
			}
			for _, a := range tag.Attr {
				text.WriteString(a.Val)
				if a.Key == "x-evil" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s has an attribute %s: %s", where, a.Key, page)
				}
				if leadsAstray(a) {
					t.Errorf("%s leads to %q: %s", where, a.Val, page)
				}
			}
			if tag.Data == "x-evil" {
				t.Errorf("%s has an element of somebody's: %s", where, page)
			}
		}
	}
}

// leadsAstray tells whether an attribute is an address beyond the page's own: a script's, or
// another server's.
func leadsAstray(a html.Attribute) bool {
	if !slices.Contains([]string{"href", "src", "action", "formaction", "data-events"}, a.Key) ||
		a.Val == "data:," {
		return false
	}
	to, err := url.Parse(a.Val)
	return err != nil || to.Scheme != "" || to.Host != ""
}

// hostileClass is a roll call of a class in which every text is evil.
func hostileClass(t *testing.T, at string) {
	t.Helper()
	nc := natstest.Connect(t, at)
	name, _ := json.Marshal(evil) // a string always has one
	ask := func(subject, payload string) {
		teach(t, nc, subject, strings.ReplaceAll(payload, "EVIL", string(name)))
	}
	ask(subjects.ClassPut, `{"class":3030,"name":EVIL,"keep":true,"students":[`+
		`{"student":"10","name":EVIL},{"student":"11","name":"Ana","social":EVIL},`+
		`{"student":"12","name":EVIL},{"student":"13","name":EVIL,"state":"locked"}]}`)
	ask(subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	for _, student := range []string{"10", "11", "13", "77"} {
		ask(subjects.TeacherMark,
			`{"class":3030,"student":"`+student+`","present":true,"reason":EVIL}`)
	}
	ask(subjects.TeacherMark, `{"class":3030,"student":"12","present":false,"reason":EVIL}`)
}

// TestPageShowsMarkupAsText has names and reasons that are markup be kept over the bus, and
// looks at every page that shows them.
func TestPageShowsMarkupAsText(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	hostileClass(t, m.ClientURL())
	b := newBrowser(t, m.WebURL())
	for path, shown := range map[string]string{
		"/professor": evil, "/professor/3030": evil, classPath: evil,
		"/professor/3030/projetor?nomes": evil, "/professor/3030/projetor": "",
		"/kiosk?class=3030": "", "/3030": "",
	} {
		_, page := b.visit(t, path)
		inert(t, path, page, shown)
	}
	for path, piece := range map[string]string{"/professor/3030/eventos?lista": "list",
		"/professor/3030/eventos?nomes": "list"} {
		for name, fragment := range firstTold(t, b, path) {
			shown := ""
			if name == piece {
				shown = evil
			}
			inert(t, path+" "+name, fragment, shown)
		}
	}
	for _, typed := range []string{"evil", evil} { // who is meant is not clear
		_, page := b.send(t, "/professor/3030/marcar",
			url.Values{"student": {typed}, "reason": {evil}, "strike": {"1"}})
		inert(t, "who is meant by "+typed, page, evil)
	}
	b.send(t, "/professor/3030/encerrar", nil)
	for _, path := range []string{"/professor/3030", "/professor/3030/lista"} {
		_, page := b.visit(t, path)
		inert(t, path+" after the end", page, evil)
	}
}

// firstTold are the pieces of a page that its stream sends first.
func firstTold(t *testing.T, b browser, path string) map[string]string {
	t.Helper()
	resp, err := b.Get(b.at + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	pieces := make(map[string]string)
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var all map[string]any
		if err := json.Unmarshal([]byte(data), &all); err != nil {
			t.Fatalf("%s sends %q: %v", path, data, err)
		}
		for name, value := range all {
			if text, ok := value.(string); ok {
				pieces[name] = text
			}
		}
		return pieces
	}
	t.Fatalf("%s sends nothing", path)
	return nil
}

// TestPageShowsFilesAsText has a class list whose every cell is markup be compared, and what
// is typed at the doors.
func TestPageShowsFilesAsText(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	hostileClass(t, m.ClientURL())
	b := newBrowser(t, m.WebURL())
	cell := strings.ReplaceAll(evil, `"`, `""`)
	_, page := b.upload(t, classPath, "matrícula;nome\n10;\""+cell+" B\"\n14;\""+cell+" C\"\n")
	inert(t, "a difference", page, evil, evil+" B", evil+" C")
	_, page = b.upload(t, classPath, "matrícula;nome\n\""+cell+"\";\""+cell+"\"\n")
	inert(t, "a file that is wrong", page)
	_, page = b.upload(t, classPath, "\""+cell+"\";\"matrícula\"\n1;2\n")
	inert(t, "a header that is markup", page)
	resp, said := b.send(t, "/kiosk", url.Values{"class": {"3030"}, "student": {evil}}, asScript)
	if strings.Contains(said, "<") || resp.Header.Get("Content-Type") != "application/json" {
		t.Errorf("the kiosk is told %q as %s", said, resp.Header.Get("Content-Type"))
	}
	_, page = b.send(t, "/kiosk", url.Values{"class": {"3030"}, "student": {evil}})
	inert(t, "the kiosk", page)
	for _, path := range []string{"/present", "/professor/abrir", "/kiosk"} {
		_, page = b.send(t, path, url.Values{"class": {evil}, "student": {evil}, "code": {evil}})
		inert(t, path, page)
	}
	for _, query := range []string{"class", "lang", "feito"} {
		for _, path := range []string{"/", "/professor", "/professor/3030", "/kiosk"} {
			_, page = b.visit(t, path+"?"+url.Values{query: {evil}}.Encode())
			inert(t, path+" with "+query, page)
		}
	}
}

// TestLoginShowsMarkupAsText has a login be typed that is markup.
func TestLoginShowsMarkupAsText(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	b := newBrowser(t, s.main.WebURL())
	for _, path := range []string{"/professor/entrar", "/kiosk/entrar"} {
		resp, page := b.send(t, path,
			url.Values{"login": {evil}, "code": {evil}, "class": {evil}})
		inert(t, path, page, evil)
		if resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
}
