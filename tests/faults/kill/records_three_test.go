//go:build faults && linux

package kill

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/process"
	"github.com/chamada/chamada/tests/natstest"
)

// endings is how many roll calls are ended, with a node killed at each.
const endings = 8

// TestRecordsOutliveKillsOfThree kills one of three nodes just when an end was confirmed. Each of
// the three writes the record, or tries to: in the stream it is once, with who was there.
func TestRecordsOutliveKillsOfThree(t *testing.T) {
	n := startThree(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	client := n.client(t)
	_, err := client.PutClass(ctx, subjects.PutRequest{Class: 3030, ClassList: subjects.ClassList{
		Keep:     subjects.Keep{On: true},
		Students: []subjects.Enrolled{{Student: "1"}, {Student: "2"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var rolls []string
	for i := range endings {
		_, err := client.Start(ctx, 3030)
		if err == nil {
			_, err = client.Present(ctx, 3030, subjects.Student(fmt.Sprint(1+i%2)))
		}
		if err != nil {
			t.Fatal(err)
		}
		ended, err := client.End(ctx, 3030, false)
		if err != nil {
			t.Fatal(err)
		}
		n.bounce(t, rand.IntN(len(n.processes)))
		rolls = append(rolls, ended.Roll)
	}
	list, err := client.Records(ctx, subjects.RecordListRequest{Class: 3030})
	if err != nil || len(list.Records) != len(rolls) {
		t.Fatalf("of %d roll calls kept are %+v: %v", len(rolls), list.Records, err)
	}
	for i, r := range list.Records {
		if r.Roll != rolls[i] || r.Totals != (subjects.Totals{Present: 1, Absent: 1}) {
			t.Errorf("roll call %d: %+v", i, r)
		}
	}
	n.checkOnce(ctx, t, rolls)
}

// bounce kills a node and starts it again.
func (n *three) bounce(t *testing.T, i int) {
	t.Helper()
	n.processes[i].Kill()
	n.processes[i] = process.Start(t, program, n.args[i]...)
	if _, err := n.processes[i].AwaitServing(); err != nil {
		t.Fatal(err)
	}
}

// checkOnce holds that the stream has a record of each roll call, and no second one.
func (n *three) checkOnce(ctx context.Context, t *testing.T, rolls []string) {
	t.Helper()
	js, err := jetstream.New(natstest.Connect(t, n.urls[0]))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(ctx, records.Stream)
	if err != nil {
		t.Fatal(err)
	}
	info, err := stream.Info(ctx, jetstream.WithSubjectFilter("chamada.record.kept.>"))
	if err != nil || len(info.State.Subjects) != len(rolls) {
		t.Fatalf("%d records of %d roll calls: %v", len(info.State.Subjects), len(rolls), err)
	}
	for subject, messages := range info.State.Subjects {
		if messages != 1 || !strings.HasPrefix(subject, "chamada.record.kept.3030.") {
			t.Errorf("%s has %d messages", subject, messages)
		}
	}
}
