package node_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
)

func entryOf(student string) url.Values {
	return url.Values{"class": {"3030"}, "student": {student}}
}

func asScript(r *http.Request) { r.Header.Set("Accept", "application/json") }

// TestKioskWithoutLogins registers who comes to this machine, with no code where the roll
// call has one, and says what became of each; of another machine it takes none.
func TestKioskWithoutLogins(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teacher, kiosk := newBrowser(t, m.WebURL()), newBrowser(t, m.WebURL())
	says := func(student, want string) {
		t.Helper()
		if resp, text := kiosk.send(t, "/kiosk", entryOf(student),
			asScript); resp.StatusCode != http.StatusOK || !strings.Contains(text, want) ||
			len(student) > 3 && strings.Contains(text, student) {
			t.Errorf("%s: %s %s, want %s", student, resp.Status, text, want)
		}
	}
	if _, text := kiosk.visit(t, "/kiosk?class=3030"); !strings.Contains(text, "Turma 3030") {
		t.Errorf("the kiosk shows %s", text)
	}
	says("190012345", "Não há chamada aberta")
	teacher.send(t, "/professor/abrir", openCoded)
	says("190012345", `"state":"registered","ending":"345"`)
	says("190012345", `"state":"already"`)
	says("abc", "não é uma matrícula")
	teacher.send(t, "/professor/3030/marcar",
		url.Values{"student": {"2"}, "strike": {"1"}, "reason": {"foi embora"}})
	says("2", "retirou esta matrícula")
	resp, text := kiosk.send(t, "/kiosk", entryOf("190012346")) // without a script
	if !strings.Contains(text, "…346: presença registrada") ||
		!strings.Contains(text, `content="2;url=/kiosk?class=3030"`) ||
		strings.Contains(text, "190012346") {
		t.Errorf("without a script: %s %s", resp.Status, text)
	}
	if roll := listed(t, nc); fmt.Sprint(roll.Students) != "[190012345 190012346]" {
		t.Errorf("present are %v", roll.Students)
	}
	if resp, text := kiosk.send(t, "/kiosk", entryOf("3"), func(r *http.Request) {
		r.Header.Set("X-Forwarded-For", "10.0.0.9")
	}); resp.StatusCode != http.StatusForbidden {
		t.Errorf("of another machine: %s %s", resp.Status, text)
	}
}

// TestKioskWithLogins wants a kiosk's login, which opens nothing else, and tells another
// that it is none.
func TestKioskWithLogins(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	clara, porta := newBrowser(t, s.main.WebURL()), newBrowser(t, s.main.WebURL())
	enter := func(b browser, page, login string) (*http.Response, string) {
		return b.send(t, page+"/entrar", url.Values{
			"class": {"3030"}, "login": {login}, "code": {s.codes[login]}})
	}
	enter(clara, "/professor", "clara")
	clara.send(t, "/professor/abrir", openCoded)
	if resp, text := porta.send(t, "/kiosk", entryOf("1"),
		asScript); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a login: %s %s", resp.Status, text)
	}
	if _, text := enter(porta, "/kiosk", "porta-1"); !strings.Contains(text, "Turma 3030") {
		t.Errorf("after the login: %s", text)
	}
	if resp, text := porta.send(t, "/kiosk", entryOf("190012345"),
		asScript); !strings.Contains(text, `"state":"registered"`) {
		t.Errorf("registers: %s %s", resp.Status, text)
	}
	if resp, _ := porta.visit(t, "/professor"); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("its session opens the teacher's pages: %s", resp.Status)
	}
	if resp, _ := clara.visit(t, "/kiosk"); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a teacher's session opens the kiosk: %s", resp.Status)
	}
	for _, login := range []string{"clara", "admin", "042191010"} {
		b := newBrowser(t, s.main.WebURL())
		if resp, text := enter(b, "/kiosk", login); resp.StatusCode != http.StatusForbidden ||
			!strings.Contains(text, "não é de um quiosque") {
			t.Errorf("%s is let in as a kiosk: %s %s", login, resp.Status, text)
		}
		if resp, text := b.send(t, "/kiosk", entryOf("7"),
			asScript); resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s registers: %s %s", login, resp.Status, text)
		}
	}
	_, text := clara.visit(t, "/professor/3030")
	if !strings.Contains(text, "190012345 · porta-1") {
		t.Errorf("the teacher sees %s", text)
	}
}

// TestManyStudentsOnePhone says from the sixth on to call the teacher, and registers each.
func TestManyStudentsOnePhone(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	newBrowser(t, m.WebURL()).send(t, "/professor/abrir", openCoded)
	phone := newBrowser(t, m.WebURL())
	for n := 1; n <= 8; n++ {
		_, form := phone.visit(t, "/3030/"+roomCode(t, nc).QR)
		answer := entryOf(fmt.Sprint(n))
		answer.Set("ticket", field(t, form, "ticket"))
		answer.Set("id", field(t, form, "id"))
		_, text := phone.send(t, "/present", answer)
		if !strings.Contains(text, "Presença registrada") ||
			strings.Contains(text, "chame o professor") != (n >= 6) {
			t.Errorf("student %d of one phone: %s", n, text)
		}
	}
	roll := listed(t, nc)
	if len(roll.Students) != 8 || len(roll.Shared) != 1 || len(roll.Shared[0]) != 8 {
		t.Errorf("the teacher sees %v", roll.Shared)
	}
}

// TestPhonesAreCounted once each, by the name that they keep.
func TestPhonesAreCounted(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teacher, phone := newBrowser(t, m.WebURL()), newBrowser(t, m.WebURL())
	teacher.send(t, "/professor/abrir", openCoded)
	for range 3 {
		newBrowser(t, m.WebURL()).visit(t, "/3030/"+roomCode(t, nc).QR) // keeps no name
		phone.visit(t, "/3030/"+roomCode(t, nc).QR)
	}
	phone.send(t, "/aberta", url.Values{"class": {"3030"}})
	newBrowser(t, m.WebURL()).send(t, "/aberta", url.Values{"class": {"3030"}})
	_, text := teacher.visit(t, "/professor/3030")
	if !strings.Contains(text, "1 celular abriu a página") {
		t.Errorf("the teacher sees %s", text)
	}
}
