package coordinator_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestPurge erases the records of a class before a day, and with them the class lists that no
// record refers to any more, names included.
func TestPurge(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	url := natstest.Start(t, dir).ClientURL()
	r := start(t, url)
	nc := natstest.Connect(t, url)
	put := func(name, revision string) {
		mustAsk[subjects.ClassPutDone](t, nc, subjects.ClassPut, "", `{"class":3030,"keep":true,`+
			`"students":[{"student":"7","name":"`+name+`"}]`+revision+`}`)
	}
	add := func(day string) string {
		return mustAsk[subjects.RecordAdded](t, nc, subjects.RecordAdd, "", `{"class":3030,`+
			`"started":"`+day+`T11:00:00Z","ended":"`+day+`T12:00:00Z","students":["7"],`+
			`"reason":"falta de luz"}`).Roll
	}
	put("Nabucodonosor", "")
	old := add("2024-08-01")
	mustAsk[subjects.Corrected](t, nc, subjects.RecordCorrect, "", fmt.Sprintf(`{"class":3030,`+
		`"roll":%q,"hours":3,"reason":"aula dupla","revision":"0"}`, old))
	put("Semiramis", `,"revision":1`)
	add("2025-03-01")
	const apply = `{"class":3030,"before":"2025-03-01","apply":true}`
	would := mustAsk[subjects.RecordsPurged](t, nc, subjects.RecordPurge, "",
		strings.Replace(apply, "true", "false", 1))
	if would.Records != 1 || would.Applied || would.First != "2024-08-01" {
		t.Errorf("%+v", would)
	}
	done := ask(t, nc, subjects.RecordPurge, "p1", apply)
	if again := ask(t, nc, subjects.RecordPurge, "p1", apply); !bytes.Equal(done.Data, again.Data) {
		t.Errorf("%s, first %s", again.Data, done.Data)
	}
	list := mustAsk[subjects.Records](t, nc, subjects.RecordIndex, "", `{"class":3030}`)
	if len(list.Records) != 1 || list.Records[0].Day != "2025-03-01" {
		t.Errorf("%+v", list)
	}
	natstest.Eventually(t, "names and roll are gone", func() bool {
		return len(natstest.Traces(t, dir, ofJournal, "Nabucodonosor")) == 0
	})
	if len(natstest.Traces(t, dir, ofJournal, "Semiramis")) == 0 {
		t.Error("the class list of a record that stays is gone")
	}
	if w := r.Warnings(); len(w) > 0 {
		t.Errorf("%q", w)
	}
}
