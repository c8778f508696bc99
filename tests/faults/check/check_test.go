package check_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults/check"
	"github.com/chamada/chamada/tests/faults/history"
)

var searcher = check.Searcher{Within: 10 * time.Second}

func TestGoodHistories(t *testing.T) {
	for seed := range uint64(10) {
		for name, v := range judge(small(seed, none), large(seed, none)) {
			if !v.Good() || v.Judged == 0 {
				t.Errorf("seed %d: %s: %+v", seed, name, v)
			}
		}
	}
}

// judge gives every checker what it is for.
func judge(small, large []history.Operation) map[string]check.Verdict {
	return map[string]check.Verdict{
		"search": searcher.Search(small), "project": searcher.Project(large),
		"witness": check.Witness(small), "witness of large": check.Witness(large),
	}
}

// What is large is projected, the rest is searched, and nothing is both.
func TestEveryClassIsJudgedOnce(t *testing.T) {
	if n := searcher.Search(large(1, none)).Judged; n != 0 {
		t.Errorf("%d large classes were searched", n)
	}
	if n := searcher.Project(small(1, none)).Judged; n != 0 {
		t.Errorf("%d views of small classes were projected", n)
	}
}

// So many came at once that any order of theirs may have been the one that the
// list contradicts.
func TestSearchTellsWhatItCouldNotDecide(t *testing.T) {
	operations := []history.Operation{
		{Op: history.Start, Class: 1, ID: "start", Outcome: history.Opened, Roll: "r", Returned: 1},
		{Op: history.List, Class: 1, ID: "list", Outcome: history.Listed, Roll: "r", Invoked: 4,
			Returned: 5},
	}
	for n := range 20 {
		operations = append(operations, history.Operation{
			Op: history.Present, Class: 1, Student: subjects.Student(fmt.Sprint(n)),
			ID:      fmt.Sprint(n),
			Outcome: history.Registered, Roll: "r", Invoked: 2, Returned: 3,
		})
	}
	v := check.Searcher{Within: 10 * time.Millisecond}.Search(operations)
	if len(v.Undecided) != 1 || v.Good() {
		t.Errorf("in a moment: %+v", v)
	}
}

func TestSearchLeavesAPicture(t *testing.T) {
	v := check.Searcher{Within: time.Second, Dir: t.TempDir()}.Search([]history.Operation{
		{Op: history.Start, Class: 1, ID: "a", Outcome: history.Opened, Roll: "r", Returned: 1},
		{Op: history.Present, Class: 1, Student: "042191010", ID: "b", Outcome: history.Registered,
			Roll: "r", Invoked: 2, Returned: 3},
		{Op: history.List, Class: 1, ID: "c", Outcome: history.Listed, Roll: "r", Invoked: 4,
			Returned: 5},
	})
	if len(v.Violations) != 1 {
		t.Fatalf("a list without the one who came: %+v", v)
	}
	picture := v.Violations[0].Picture
	if html, err := os.ReadFile(picture); err != nil ||
		!strings.Contains(string(html), "roll r: 042191010") {
		t.Errorf("the picture does not show the state: %v", err)
	}
	if line := v.Violations[0].String(); !strings.HasSuffix(line, picture) {
		t.Errorf("%q does not say where the picture is", line)
	}
}
