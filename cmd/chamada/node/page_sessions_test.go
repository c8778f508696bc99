package node_test

import (
	"bufio"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
)

// TestPageStreamEndsAtTheLogout has a browser go on listening to a roll call after the session was
// logged out: it hears nothing of who comes then.
func TestPageStreamEndsAtTheLogout(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	s := startSchool(t, cfg)
	s.enrol(t)
	clara := newBrowser(t, s.main.WebURL())
	clara.send(t, "/professor/entrar", url.Values{"login": {"clara"}, "code": {s.codes["clara"]}})
	nc := s.login(t, "clara")
	teach(t, nc, subjects.TeacherStart, `{"class":3030}`)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
		clara.at+"/professor/3030/eventos?lista", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := clara.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	heard := bufio.NewReader(resp.Body)
	if first, err := heard.ReadString('\n'); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %q %v", resp.Status, first, err)
	}
	clara.send(t, "/professor/sair", nil)
	teach(t, nc, subjects.TeacherMark,
		`{"class":3030,"student":"987654","present":true,"reason":"sem telefone"}`)
	teach(t, nc, subjects.TeacherEnd, `{"class":3030}`) // which ends every stream
	rest, err := io.ReadAll(heard)
	if err != nil || strings.Contains(string(rest), "987654") {
		t.Errorf("after the logout: %v %s", err, rest)
	}
}
