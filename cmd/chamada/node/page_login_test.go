package node_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
)

// TestPageOfAClassWithLogins: where a class wants the students' own logins, a phone types its
// access code once. Nobody is registered by a number alone, or by the login of another.
func TestPageOfAClassWithLogins(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	clara := s.login(t, "clara")
	want(t, ask(t, clara, subjects.ClassPut,
		`{"class":3030,"teachers":["clara"],"login":true,"students":[]}`), `"revision"`)
	phone := newBrowser(t, s.main.WebURL())
	answer := func(student, access string) (status int, text string) {
		_, form := phone.visit(t, "/3030")
		resp, text := phone.send(t, "/present", url.Values{"class": {"3030"},
			"student": {student}, "access": {access}, "id": {field(t, form, "id")}})
		return resp.StatusCode, text
	}
	const asks = "pede o seu próprio login"
	for range 2 {
		ask(t, clara, subjects.TeacherStart, `{"class":3030}`)
		if _, text := answer("205182055", ""); !strings.Contains(text, asks) ||
			!strings.Contains(text, `name="access"`) {
			t.Fatalf("by a number alone: %s", text)
		}
		if _, text := answer("205182055", s.codes["042191010"]); !strings.Contains(text,
			"código de acesso errado") {
			t.Errorf("with another's code: %s", text)
		}
		want(t, ask(t, clara, subjects.TeacherEnd, `{"class":3030}`), `"students":[]`)
	}
	ask(t, clara, subjects.TeacherStart, `{"class":3030}`)
	if status, text := answer("042191010", s.codes["042191010"]); status != http.StatusOK ||
		!strings.Contains(text, "Presença registrada") {
		t.Fatalf("with the own code: %d %s", status, text)
	}
	if _, text := answer("205182055", ""); !strings.Contains(text, asks) {
		t.Errorf("another student on that phone: %s", text)
	}
	want(t, ask(t, clara, subjects.TeacherEnd, `{"class":3030}`), `"students":["042191010"]`)
	ask(t, clara, subjects.TeacherStart, `{"class":3030}`)
	if _, text := answer("042191010", ""); !strings.Contains(text, "Presença registrada") {
		t.Errorf("the code is asked for again: %s", text)
	}
	if _, text := phone.visit(t, "/minhas?class=3030"); !strings.Contains(text, "042191010") {
		t.Errorf("the own record: %s", text)
	}
	phone.send(t, "/forget", url.Values{"class": {"3030"}})
	if _, text := phone.visit(t, "/minhas?class=3030"); strings.Contains(text, "042191010") {
		t.Errorf("the next one at this phone sees the record: %s", text)
	}
}
