package coordinator_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"github.com/chamada/chamada/coordinator/embedded/natstest"
	"github.com/chamada/chamada/subjects"
)

// rollCall is one short roll call of two students, with a bit of everything.
func rollCall(t *testing.T, nc *nats.Conn) {
	t.Helper()
	for _, q := range [][2]string{
		{subjects.TeacherStart, `{"class":3030}`},
		{subjects.TeacherStart, `{"class":3030}`},
		{subjects.StudentPresent, `{"class":3030,"student":"1"}`},
		{subjects.StudentPresent, `{"class":3030,"student":"2"}`},
		{subjects.StudentPresent, `{"class":3030,"student":"2"}`},
		{subjects.StudentPresent, `{"class":4040,"student":"2"}`},
		{subjects.StudentPresent, `{"class":"3030"}`},
		{subjects.TeacherList, `{"class":3030}`},
		{subjects.TeacherEnd, `{"class":3030}`},
		{subjects.TeacherEnd, `{"class":3030}`},
	} {
		ask(t, nc, q[0], "", q[1])
	}
	if err := nc.Publish(subjects.StudentPresent, []byte(`{"class":3030,"student":"3"}`)); err != nil {
		t.Fatal(err)
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	r, nc := start(t, url), natstest.Connect(t, url)
	rollCall(t, nc)
	ask(t, nc, subjects.TeacherStart, "", `{"class":5050}`)
	ask(t, nc, subjects.StudentPresent, "", `{"class":5050,"student":"1"}`)
	want := map[string]float64{
		"chamada_requests_total{any,invalid}":          1,
		"chamada_requests_total{any,no_reply_subject}": 1,
		"chamada_requests_total{start,opened}":         2,
		"chamada_requests_total{start,already_open}":   1,
		"chamada_requests_total{present,registered}":   3,
		"chamada_requests_total{present,already}":      1,
		"chamada_requests_total{present,not_open}":     1,
		"chamada_requests_total{list,listed}":          1,
		"chamada_requests_total{end,ended}":            1,
		"chamada_requests_total{end,not_open}":         1,
		"chamada_request_seconds":                      11,
		"chamada_commit_seconds":                       11,
		"chamada_commit_commands":                      11,
		"chamada_open_rolls":                           1,
		"chamada_presences_held":                       3,
		"chamada_requests_waiting":                     0,
		"chamada_requests_dropped_total":               0,
		"chamada_journal_in_flight":                    0,
		"chamada_journal_unapplied":                    0,
		"chamada_journal_unanswered":                   0,
		"chamada_events_waiting":                       0,
		"chamada_events_dropped_total":                 0,
	}
	var wrong string
	t.Cleanup(func() {
		if wrong != "" {
			t.Log(wrong)
		}
	})
	natstest.Eventually(t, "everything is counted", func() bool {
		wrong = differs(t, r.registry, want)
		return wrong == ""
	})
	got := gather(t, r.registry)
	for _, name := range []string{"chamada_journal_written_bytes_total", "chamada_journal_records", "chamada_journal_bytes", "chamada_journal_applied"} {
		if _, ok := got[name]; !ok {
			t.Errorf("there is no %s", name)
		}
	}
}

// differs is the first metric that is not as wanted.
func differs(t *testing.T, g prometheus.Gatherer, want map[string]float64) string {
	t.Helper()
	got := gather(t, g)
	for name, v := range want {
		if have, ok := got[name]; !ok || have != v {
			return fmt.Sprintf("%s is %v, want %v", name, have, v)
		}
	}
	return ""
}

// gather is every metric, histograms by how often they were observed.
func gather(t *testing.T, g prometheus.Gatherer) map[string]float64 {
	t.Helper()
	families, err := g.Gather()
	if err != nil {
		t.Fatal(err)
	}
	values := make(map[string]float64)
	for _, f := range families {
		for _, m := range f.GetMetric() {
			values[f.GetName()+labels(m)] = m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return values
}

func labels(m *dto.Metric) string {
	var values []string
	for _, l := range m.GetLabel() {
		values = append(values, l.GetValue())
	}
	if len(values) == 0 {
		return ""
	}
	return "{" + strings.Join(values, ",") + "}"
}

func TestOneLineARollCallIsLogged(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	r, nc := start(t, url), natstest.Connect(t, url)
	rollCall(t, nc)
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	var about []string
	for line := range strings.Lines(r.log.String()) {
		var l struct {
			Level, Msg string
			Class      uint64
			Students   int
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if strings.Contains(line, "3030") || strings.Contains(line, "4040") {
			about = append(about, fmt.Sprint(l.Level, " ", l.Msg, " ", l.Class, " ", l.Students))
		}
	}
	want := []string{"INFO roll call opened 3030 0", "INFO roll call ended 3030 2"}
	if fmt.Sprint(about) != fmt.Sprint(want) {
		t.Errorf("logged %q, want %q", about, want)
	}
}

func TestArrivalsAreToldBeforeTheEnd(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url)
	nc := natstest.Connect(t, url)
	told := make(chan *nats.Msg, 100)
	if _, err := nc.ChanSubscribe(subjects.AllEvents, told); err != nil {
		t.Fatal(err)
	}
	rollCall(t, nc) // likely quicker than arrivals are gathered
	next := func() string { return (<-told).Subject }
	if got := next(); got != subjects.EventOpened(3030) {
		t.Errorf("first is %s", got)
	}
	var arrivals int
	for next() == subjects.EventPresent(3030) {
		arrivals++
	}
	if arrivals == 0 || len(told) > 0 { // what ended the loop was the last
		t.Errorf("%d events of arrivals, and %d after the end", arrivals, len(told))
	}
}
