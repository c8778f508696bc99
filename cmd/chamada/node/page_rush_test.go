package node_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestPageRushOfTypedCodes has 300 students type the code, not within the minute that a school
// takes for it but as fast as 100 of them at a time come through: nobody is asked to come again.
func TestPageRushOfTypedCodes(t *testing.T) {
	const students, atOnce = 300, 100
	cfg := config(t)
	cfg.Web.Listen = "127.0.0.1:0"
	m := start(t, cfg)
	nc := natstest.Connect(t, m.ClientURL())
	if _, err := nc.Request(subjects.TeacherStart, []byte(`{"class":3030,"code_every":120}`),
		natstest.Patience); err != nil {
		t.Fatal(err)
	}
	code := roomCode(t, nc).Code
	turns := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for n := range students {
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			resp, text := newBrowser(t, m.WebURL()).send(t, "/present",
				url.Values{"class": {"3030"}, "student": {fmt.Sprint(1000 + n)}, "code": {code}},
				func(r *http.Request) { r.Header.Set("Chamada-Script", "1") })
			if resp.StatusCode != http.StatusOK || !strings.Contains(text, "Presença registrada") {
				t.Errorf("student %d: %s %s", n, resp.Status, text)
			}
		})
	}
	all.Wait()
	if got := listed(t, nc); len(got.Students) != students {
		t.Errorf("%d are listed", len(got.Students))
	}
	if _, page := natstest.Get(t, m.HTTPURL()+"/metrics"); !strings.Contains(page,
		"\nchamada_page_turned_away_total 0\n") {
		t.Error("nobody counts who is turned away")
	}
}
