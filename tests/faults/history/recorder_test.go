package history_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/history"
)

var (
	ended = history.Operation{
		Client: 3, Op: history.End, Class: 3030, ID: "e1", Invoked: time.Second,
		Returned: 2 * time.Second, Tries: 2,
		Outcome: history.Ended, Roll: "r1", Time: 1795370645123, Started: 1795370640000,
		Students: []subjects.Student{"042191010"}, Position: subjects.Position{Record: 7, Index: 3},
		Reply: "d1",
	}
	nobody = history.Operation{
		Op: history.List, Class: 3030, ID: "l1", Outcome: history.Listed,
		Students: []subjects.Student{},
	}
	killed = history.Fault{Kind: "kill", Nodes: []string{"n1", "n2"}, Leader: true,
		Began: time.Second, Happened: true, Evidence: "signal: killed", Last: "n1"}
)

func TestRecorderKeepsWhatReadGives(t *testing.T) {
	dir := t.TempDir()
	r, err := history.NewRecorder(dir)
	if err != nil {
		t.Fatal(err)
	}
	r.Operation(ended)
	r.Operation(nobody)
	r.Fault(killed)
	operations, faults, err := r.Close()
	if err != nil {
		t.Fatal(err)
	}
	readOperations, readFaults, err := history.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(operations, readOperations) || !reflect.DeepEqual(faults, readFaults) {
		t.Errorf("read %v %v, recorded %v %v", readOperations, readFaults, operations, faults)
	}
}

func TestReadTellsOfABrokenFile(t *testing.T) {
	if _, _, err := history.Read(t.TempDir()); err == nil {
		t.Error("a directory without a history gives one")
	}
}

func TestLinesForPeople(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{ended.String(), "client 3   end 3030 -> ended at 7-3 roll r1 1 students (id e1, 2 tries)"},
		{killed.String(), "kill of n1 and n2, the leader's: signal: killed; last: n1"},
	} {
		if !strings.HasSuffix(c.line, c.want) {
			t.Errorf("%q does not end with %q", c.line, c.want)
		}
	}
}
