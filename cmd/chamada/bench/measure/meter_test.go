package measure

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestOwnUsageGrows(t *testing.T) {
	before, err := ownUsage()
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	var kept [][]byte
	for range 1000 {
		kept = append(kept, make([]byte, 10_000))
	}
	for { // until the clock of processes has gone on
		after, err := ownUsage()
		if err != nil {
			t.Fatal(err)
		}
		used, ok := after.since(before)
		if !ok || used.bytes < 10_000_000 || used.objects < 900 { // some are counted later
			t.Fatalf("after %d allocations: %+v, %v", len(kept), used, ok)
		}
		if used.cpu > 0 {
			return
		}
		if time.Since(began) > 10*time.Second {
			t.Fatal("no CPU time in ten seconds of work")
		}
	}
}

// TestPages reads what pages tell, besides this process's own.
func TestPages(t *testing.T) {
	const metrics = `# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 3600.25
# TYPE go_memstats_alloc_bytes_total counter
go_memstats_alloc_bytes_total 1.5e+15
# TYPE go_memstats_mallocs_total counter
go_memstats_mallocs_total 1e+14
`
	page := serve(t, http.StatusOK, metrics)
	got, err := meter{[]string{page}}.read(t.Context())
	if err != nil || len(got) != 2 || got[0].bytes == 0 ||
		got[1] != (usage{3600_250 * time.Millisecond, 1.5e15, 1e14}) {
		t.Errorf("got %+v, %v", got, err)
	}
	used, err := meter{[]string{page, page}}.since(t.Context(), make([]usage, 3))
	if err != nil || used.cpu < 7200*time.Second || used.bytes < 3e15 || used.objects < 2e14 {
		t.Errorf("all together %+v, %v", used, err)
	}
	later := []usage{{}, {bytes: 1 << 60}}
	if _, err := (meter{[]string{page}}).since(t.Context(), later); !errors.Is(err, errRestarted) {
		t.Errorf("of a node that was started again: %v", err)
	}
	for name, page := range map[string]string{
		"none":      serve(t, http.StatusNotFound, metrics),
		"no text":   serve(t, http.StatusOK, "<html>"),
		"others":    serve(t, http.StatusOK, "up 1\n"),
		"no server": "http://127.0.0.1:1/metrics",
	} {
		var failed *PageError
		if _, err := (meter{[]string{page}}).read(t.Context()); !errors.As(err, &failed) ||
			failed.URL != page {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReportHidesPasswords(t *testing.T) {
	r := newReport(System{Pages: []string{"http://ana:secret@node-1/metrics"}}, Load{})
	if got := r.Usage.Pages[0]; got != "http://ana:xxxxx@node-1/metrics" {
		t.Errorf("got %s", got)
	}
}

func serve(t *testing.T, status int, body string) (url string) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	return s.URL
}
