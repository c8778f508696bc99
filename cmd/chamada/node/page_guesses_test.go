package node_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// fromElsewhere is a request that a proxy has forwarded.
func fromElsewhere(r *http.Request) { r.Header.Set("X-Forwarded-For", "192.0.2.7") }

// TestPageCountsEachGuessOnce has phones type wrong codes at this machine, from elsewhere and in
// an address: five are judged, whatever the page asks about each, and the sixth is not.
func TestPageCountsEachGuessOnce(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teach(t, nc, subjects.TeacherStart, `{"class":3030,"code_every":120}`)
	typed := url.Values{"class": {"3030"}, "student": {"66"}, "code": {"12345"}}
	for name, guess := range map[string]func(browser) (*http.Response, string){
		"here": func(b browser) (*http.Response, string) { return b.send(t, "/present", typed) },
		"from elsewhere": func(b browser) (*http.Response, string) {
			return b.send(t, "/present", typed, fromElsewhere)
		},
		"in an address": func(b browser) (*http.Response, string) {
			return b.visit(t, "/3030/12345", fromElsewhere)
		},
	} {
		phone := newBrowser(t, m.WebURL())
		phone.visit(t, "/") // which names the device
		for n := 1; n <= 6; n++ {
			want := "não é o da sala"
			if n == 6 {
				want = "Códigos errados demais"
			}
			if _, said := guess(phone); !strings.Contains(said, want) {
				t.Errorf("%s: wrong code %d: %s", name, n, said)
			}
		}
	}
}
