package coordinator_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nats.go/micro"
	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
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
	if err := nc.Publish(subjects.StudentPresent,
		[]byte(`{"class":3030,"student":"3"}`)); err != nil {
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
	for _, name := range []string{"chamada_journal_written_bytes_total", "chamada_journal_records",
		"chamada_journal_bytes", "chamada_journal_applied"} {
		if _, ok := got[name]; !ok {
			t.Errorf("there is no %s", name)
		}
	}
}

// TestNoSeriesOfWhatCannotBe counts the series: each op has only its own outcomes.
func TestNoSeriesOfWhatCannotBe(t *testing.T) {
	t.Parallel()
	r := start(t, natstest.Start(t, t.TempDir()).ClientURL())
	var got []string
	for name := range gather(t, r.registry) {
		if series, ok := strings.CutPrefix(name, "chamada_requests_total"); ok {
			got = append(got, series)
		}
	}
	slices.Sort(got)
	want := []string{
		"{any,forbidden}", "{any,invalid}", "{any,no_reply_subject}",
		"{check,checked}", "{check,forbidden}", "{check,not_open}", "{check,overloaded}",
		"{check,superseded}",
		"{check,too_many_checks}", "{check,unavailable}",
		"{class_get,done}", "{class_get,overloaded}", "{class_get,unavailable}",
		"{class_list,done}", "{class_list,overloaded}", "{class_list,unavailable}",
		"{class_put,done}", "{class_put,overloaded}", "{class_put,unavailable}",
		"{class_remove,done}", "{class_remove,overloaded}", "{class_remove,unavailable}",
		"{code,coded}", "{code,forbidden}", "{code,no_code}", "{code,not_open}",
		"{code,overloaded}", "{code,unavailable}",
		"{end,ended}", "{end,forbidden}", "{end,not_open}", "{end,overloaded}", "{end,superseded}",
		"{end,unavailable}",
		"{list,forbidden}", "{list,listed}", "{list,not_open}", "{list,overloaded}",
		"{list,unavailable}",
		"{mark,already}", "{mark,forbidden}", "{mark,full}", "{mark,not_open}", "{mark,overloaded}",
		"{mark,registered}",
		"{mark,struck_out}", "{mark,superseded}", "{mark,unavailable}",
		"{open,listed}", "{open,overloaded}", "{open,unavailable}",
		"{person_erase,done}", "{person_erase,overloaded}", "{person_erase,unavailable}",
		"{person_export,done}", "{person_export,overloaded}", "{person_export,unavailable}",
		"{present,already}", "{present,code_expired}", "{present,code_missing}",
		"{present,code_wrong}", "{present,full}",
		"{present,not_open}", "{present,overloaded}", "{present,registered}", "{present,struck}",
		"{present,superseded}", "{present,ticket_expired}", "{present,ticket_wrong}",
		"{present,too_many}",
		"{present,unavailable}",
		"{record_add,done}", "{record_add,overloaded}", "{record_add,unavailable}",
		"{record_correct,done}", "{record_correct,overloaded}", "{record_correct,unavailable}",
		"{record_feed,done}", "{record_feed,overloaded}", "{record_feed,unavailable}",
		"{record_get,done}", "{record_get,overloaded}", "{record_get,unavailable}",
		"{record_list,done}", "{record_list,overloaded}", "{record_list,unavailable}",
		"{record_purge,done}", "{record_purge,overloaded}", "{record_purge,unavailable}",
		"{record_report,done}", "{record_report,overloaded}", "{record_report,unavailable}",
		"{scan,code_expired}", "{scan,code_missing}", "{scan,code_wrong}", "{scan,no_code}",
		"{scan,not_open}",
		"{scan,overloaded}", "{scan,ticketed}", "{scan,too_many}", "{scan,unavailable}",
		"{start,already_open}", "{start,opened}", "{start,overloaded}", "{start,superseded}",
		"{start,too_many_open}", "{start,unavailable}",
		"{student_record,done}", "{student_record,overloaded}", "{student_record,unavailable}",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestBuildInfo(t *testing.T) {
	t.Parallel()
	r := start(t, natstest.Start(t, t.TempDir()).ClientURL())
	for name, value := range gather(t, r.registry) {
		// The labels are in the order of their names.
		if labels, ok := strings.CutPrefix(name, "chamada_build_info"); ok {
			if value != 1 || !strings.HasPrefix(labels, "{"+runtime.Version()+",") ||
				!strings.HasSuffix(labels, ","+coordinator.Version+"}") {
				t.Errorf("%s is %v", name, value)
			}
			return
		}
	}
	t.Error("there is none")
}

func TestNodeIsTold(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	start(t, url, func(c *coordinator.Config) { c.Node = "lab-3" })
	reply, err := natstest.Connect(t, url).Request("$SRV.INFO.chamada", nil, natstest.Patience)
	if err != nil {
		t.Fatal(err)
	}
	var info micro.Info
	if err := json.Unmarshal(reply.Data, &info); err != nil || info.Metadata["node"] != "lab-3" {
		t.Errorf("it says %s, %v", reply.Data, err)
	}
}

// TestStreamOnTheRequestsIsTold has a stream there at the start and one that comes
// later, and streams that disturb nobody.
func TestStreamOnTheRequestsIsTold(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js, err := jetstream.New(natstest.Connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	makeStream := func(c jetstream.StreamConfig) {
		t.Helper()
		if _, err := js.CreateStream(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	makeStream(
		jetstream.StreamConfig{Name: "AUDIT",
			Subjects: []string{"chamada.teacher.*", "chamada.student.present"}})
	makeStream(jetstream.StreamConfig{Name: "EVENTS", Subjects: []string{"chamada.event.>"}})
	makeStream(
		jetstream.StreamConfig{Name: "SILENT", Subjects: []string{"chamada.class.*"}, NoAck: true})
	r := start(t, url)
	warned := func(streams ...string) {
		t.Helper()
		natstest.Eventually(t, fmt.Sprint("it warns of ", streams), func() bool {
			all := strings.Join(r.Warnings(), " ")
			found := len(r.Warnings()) == len(streams)
			for _, name := range streams {
				found = found && strings.Contains(all, name)
			}
			return found &&
				gather(t, r.registry)["chamada_overlapping_streams"] == float64(len(streams))
		})
	}
	warned("AUDIT")
	makeStream(jetstream.StreamConfig{Name: "PERSONS", Subjects: []string{"chamada.person.>"}})
	warned("AUDIT", "PERSONS")
	if _, err := js.UpdateStream(t.Context(),
		jetstream.StreamConfig{Name: "PERSONS", Subjects: []string{"chamada.person.>"},
			NoAck: true}); err != nil {
		t.Fatal(err)
	}
	warned("AUDIT")
	if err := js.DeleteStream(t.Context(), "AUDIT"); err != nil {
		t.Fatal(err)
	}
	warned()
	for text, times := range map[string]int{"a stream takes requests": 2,
		"answers no requests any more": 2} {
		if got := r.log.Count(text); got != times {
			t.Errorf("%q is logged %d times, want %d", text, got, times)
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
			values[f.GetName()+labels(m)] = m.GetCounter().GetValue() + m.GetGauge().GetValue() +
				float64(m.GetHistogram().GetSampleCount())
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

var stamp = regexp.MustCompile(`"time":"[^"]*"`)

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
		line = stamp.ReplaceAllString(line, "") // it may have any digits
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
