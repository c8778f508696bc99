package web_test

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chamada/chamada/clients/web"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestEveryPostIsOfTheSameSite has each form that there is be sent by a page of somebody
// else, and by one of our own.
func TestEveryPostIsOfTheSameSite(t *testing.T) {
	t.Parallel()
	m := node.New(node.Config{DataDir: filepath.Join(t.TempDir(), "data"),
		Listen: "127.0.0.1:0", Web: node.Web{Listen: "127.0.0.1:0"}})
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	nc := natstest.Connect(t, m.ClientURL())
	if _, err := nc.Request(subjects.TeacherStart, []byte(`{"class":3030}`),
		natstest.Patience); err != nil {
		t.Fatal(err)
	}
	posts := 0
	for _, pattern := range web.Patterns() {
		path, ok := strings.CutPrefix(pattern, "POST ")
		if !ok && !strings.HasPrefix(pattern, "GET ") {
			t.Errorf("%s answers any method", pattern)
		}
		if !ok {
			continue
		}
		posts++
		at := m.WebURL() + strings.ReplaceAll(path, "{class}", "3030")
		for header, value := range map[string]string{"Origin": "http://evil.example",
			"Sec-Fetch-Site": "cross-site"} {
			if status := post(t, at, header, value); status != http.StatusForbidden {
				t.Errorf("%s with %s: %d", path, header, status)
			}
		}
		if status := post(t, at, "Origin", m.WebURL()); status == http.StatusForbidden {
			t.Errorf("%s of our own: %d", path, status)
		}
	}
	if posts < 13 {
		t.Errorf("only %d forms are known", posts)
	}
}

// post sends a form with one header, and gives the status.
func post(t *testing.T, at, header, value string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, at, strings.NewReader(
		url.Values{"class": {"3030"}, "student": {"66"}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set(header, value)
	resp, err := http.DefaultTransport.RoundTrip(r) // which follows nothing
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	return resp.StatusCode
}
