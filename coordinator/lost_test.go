package coordinator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestLostRecordsAreToldUntilThePurge has records damaged and given up by a repair: the
// metric and the warnings tell of them, through a restart, until the roll calls that they
// may have touched are over and purged.
func TestLostRecordsAreToldUntilThePurge(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lose(t, dir)
	server := natstest.Start(t, dir)
	if r := startAging(t, server.ClientURL()); lostRecords(t, r.registry) == 0 {
		t.Error("records are lost, and the metric tells of none")
	} else if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	a := startAging(t, server.ClientURL())
	if lostRecords(t, a.registry) == 0 || len(a.Warnings()) != 1 {
		t.Errorf("started again it tells of nothing: %v", a.Warnings())
	}
	ask(t, a.nc, subjects.TeacherEnd, "", `{"class":3030}`)
	a.more.Add(int64(9 * 24 * time.Hour))
	natstest.Eventually(t, "what was lost is purged", func() bool {
		a.more.Add(int64(time.Second))
		ask(t, a.nc, subjects.TeacherList, "", `{"class":1}`) // records that have digests
		return lostRecords(t, a.registry) == 0
	})
	if all := a.Warnings(); len(all) != 0 {
		t.Errorf("it still warns of %v", all)
	}
}

// lose leaves a data directory whose journal lacks some records, which a repair has noted.
func lose(t *testing.T, dir string) {
	t.Helper()
	server := natstest.Start(t, dir)
	r := start(t, server.ClientURL())
	nc := natstest.Connect(t, server.ClientURL())
	ask(t, nc, subjects.TeacherStart, "", `{"class":3030}`)
	for student := range 20 {
		ask(t, nc, subjects.StudentPresent, "",
			fmt.Sprintf(`{"class":3030,"student":"%d"}`, student))
	}
	nc.Close()
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if err := server.Shutdown(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "jetstream", "*", "streams", journal.Stream,
		"msgs", "1.blk"))
	if len(files) != 1 {
		t.Fatalf("the journal's files: %v", files)
	}
	flipMiddle(t, files[0])
	repair := integrity.Repairing{DataDir: dir, Now: time.Now(),
		Journal: integrity.Journal{Account: "$G", Stream: journal.Stream}}
	if kept, err := repair.Repair(t.Context()); err != nil || kept == "" {
		t.Fatalf("repaired into %q: %v", kept, err)
	}
}

func flipMiddle(t *testing.T, file string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 4
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func lostRecords(t *testing.T, registry *prometheus.Registry) float64 {
	t.Helper()
	return gather(t, registry)["chamada_journal_lost_records"]
}
