package coordinator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// often has what is kept no longer go at once.
func often(c *coordinator.Config) { c.ExpireEvery = 50 * time.Millisecond }

// keep puts a class list that keeps records for so long.
func keep(t *testing.T, nc *nats.Conn, class int, name, days, revision string) {
	t.Helper()
	mustAsk[subjects.ClassPutDone](t, nc, subjects.ClassPut, "",
		fmt.Sprintf(`{"class":%d,"keep":%s,"students":[{"student":"7","name":%q}]%s}`,
			class, days, name, revision))
}

// paper adds a roll call of so many days ago.
func paper(t *testing.T, nc *nats.Conn, class, ago int) string {
	t.Helper()
	day := time.Now().AddDate(0, 0, -ago).UTC().Format(time.DateOnly)
	return mustAsk[subjects.RecordAdded](t, nc, subjects.RecordAdd, "", fmt.Sprintf(`{"class":%d,`+
		`"started":"%[2]sT15:00:00Z","ended":"%[2]sT16:00:00Z","students":["7"],`+
		`"reason":"falta de luz"}`, class, day)).Roll
}

// rolls are the records of a class.
func rolls(t *testing.T, nc *nats.Conn, class int) string {
	t.Helper()
	var all []string
	for _, r := range mustAsk[subjects.Records](t, nc, subjects.RecordIndex, "",
		fmt.Sprintf(`{"class":%d}`, class)).Records {
		all = append(all, r.Roll)
	}
	return strings.Join(all, " ")
}

// stored is how many messages the stream has of the roll calls of a class.
func stored(t *testing.T, nc *nats.Conn, class int) (n int) {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), subjects.RecordStream)
	if err != nil {
		t.Fatal(err)
	}
	info, err := stream.Info(t.Context(),
		jetstream.WithSubjectFilter(fmt.Sprintf("chamada.record.*.%d.>", class)))
	if err != nil {
		t.Fatal(err)
	}
	for subject, of := range info.State.Subjects {
		if !strings.Contains(subject, ".roster.") {
			n += int(of)
		}
	}
	return n
}

// expired is how many records a replica has erased because their days were over.
func expired(t *testing.T, r *replica) int {
	t.Helper()
	families, err := r.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == "chamada_records_expired_total" {
			return int(f.GetMetric()[0].GetCounter().GetValue())
		}
	}
	t.Fatal("there is no such counter")
	return 0
}

// expiries are the audit's entries of records that were kept for long enough.
func expiries(t *testing.T, url string) (all []audit.Entry) {
	t.Helper()
	stream := auditOf(t, url)
	for seq := range stream.CachedInfo().State.LastSeq {
		m, err := stream.GetMsg(t.Context(), seq+1)
		if err != nil {
			t.Fatal(err)
		}
		var e audit.Entry
		if err := json.Unmarshal(m.Data, &e); err != nil {
			t.Fatal(err)
		}
		if e.What == audit.RecordExpire {
			all = append(all, e)
		}
	}
	return all
}

// TestKeptForDays has records go once the days are over for which their classes keep them, with
// corrections and class lists, bytes included. Those stay whose class keeps them for longer by now.
func TestKeptForDays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	url := natstest.Start(t, dir).ClientURL()
	r := start(t, url)
	nc := natstest.Connect(t, url)
	keep(t, nc, 30, "Nabucodonosor", "30", "")
	old := paper(t, nc, 30, 32)
	mustAsk[subjects.Corrected](t, nc, subjects.RecordCorrect, "", fmt.Sprintf(`{"class":30,`+
		`"roll":%q,"hours":3,"reason":"ditirambo","revision":"0"}`, old))
	keep(t, nc, 30, "Semiramis", "30", `,"revision":1`)
	young := paper(t, nc, 30, 29)
	for class, then := range map[int]string{31: "true", 32: "30", 33: "30", 34: "30"} {
		keep(t, nc, class, "Ana", then, "")
		paper(t, nc, class, 400)
	}
	keep(t, nc, 32, "Ana", "500", `,"revision":1`)
	keep(t, nc, 33, "Ana", "false", `,"revision":1`)
	mustAsk[subjects.ClassRemoved](t, nc, subjects.ClassRemove, "", `{"class":34,"revision":1}`)
	list := mustAsk[subjects.Records](t, nc, subjects.RecordIndex, "", `{"class":30}`)
	if e := list.Records[0]; e.KeptUntil != e.Day.Add(30) {
		t.Errorf("%+v", e)
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	r = start(t, url, often)
	natstest.Eventually(t, "three records go", func() bool {
		return expired(t, r) == 3
	})
	natstest.Eventually(t, "their bytes go", func() bool {
		return len(natstest.Traces(t, dir, ofJournal, "Nabucodonosor")) == 0 &&
			len(natstest.Traces(t, dir, ofJournal, "ditirambo")) == 0
	})
	if got := rolls(t, nc, 30); got != young {
		t.Errorf("%s stays of %s and %s", got, old, young)
	}
	for class, want := range map[int]int{31: 1, 32: 1, 33: 0, 34: 0} {
		if n := stored(t, nc, class); n != want {
			t.Errorf("class %d has %d messages", class, n)
		}
	}
	if e := expiries(t, url); len(e) != 1 || e[0].Records != 3 || fmt.Sprint(e[0].Classes) !=
		"[30 33 34]" {
		t.Errorf("the audit has %+v", e)
	}
	if w := r.Warnings(); len(w) > 0 {
		t.Errorf("%q", w)
	}
}

// cluster starts three nodes, and gives where each is reached.
func cluster(t *testing.T) (urls []string) {
	t.Helper()
	listens := natstest.FreeAddrs(t, 3)
	routes := make([]string, len(listens))
	for i, addr := range listens {
		routes[i] = "nats://" + addr
	}
	for i, addr := range listens {
		s, err := embedded.Start(context.Background(), embedded.Config{DataDir: t.TempDir(),
			Host: "127.0.0.1", Name: fmt.Sprint("n", i),
			Cluster: embedded.Cluster{Name: "test", Listen: addr, Routes: routes}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Shutdown() })
		urls = append(urls, s.ClientURL())
	}
	return urls
}

// TestKeptForDaysOfThree has three coordinators look at once, one of which takes it to be a year
// later: what goes goes once, and nothing before its time.
func TestKeptForDaysOfThree(t *testing.T) {
	t.Parallel()
	urls := cluster(t)
	three := func(c *coordinator.Config) { c.Replicas = 3 }
	first := start(t, urls[0], three)
	nc := natstest.Connect(t, urls[0])
	young, n := map[int]string{}, 0
	for class := 30; class < 35; class++ {
		keep(t, nc, class, "Ana", "30", "")
		for ago := range 4 {
			paper(t, nc, class, 40+ago)
			n++
		}
		young[class] = paper(t, nc, class, 20)
	}
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	var all []*replica
	for i, ahead := range []time.Duration{0, 365 * 24 * time.Hour, 0} {
		r := starting(t, urls[i], three, often, func(c *coordinator.Config) {
			c.Now = func() time.Time { return time.Now().Add(ahead) }
		})
		all = append(all, r)
	}
	natstest.Eventually(t, "those of before go", func() bool {
		return expired(t, all[0])+expired(t, all[1])+expired(t, all[2]) >= n
	})
	for class, roll := range young {
		natstest.Eventually(t, "corrections and records go", func() bool {
			return stored(t, nc, class) == 1
		})
		if got := rolls(t, nc, class); got != roll {
			t.Errorf("class %d has %q, not %q", class, got, roll)
		}
	}
	entries := 0
	for _, e := range expiries(t, urls[0]) {
		entries += e.Records
	}
	sum := expired(t, all[0]) + expired(t, all[1]) + expired(t, all[2])
	if sum != n || entries != n {
		t.Errorf("%d of %d are counted, and %d audited", sum, n, entries)
	}
}
