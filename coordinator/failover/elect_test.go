package failover

import (
	"testing"
	"time"
)

func lost(index uint64) Log { return Log{Name: "J", Leader: "a", Index: index, Servers: 3} }

func says(node string, logs ...Log) Answer { return Answer{node, logs} }

func TestElects(t *testing.T) {
	heard := lost(9)
	heard.Heard = true
	for name, c := range map[string]struct {
		node    string
		index   uint64
		answers []Answer
		since   time.Duration
		want    bool
	}{
		"the longer log goes first": {"c", 9, []Answer{says("b", lost(8))}, 0, true},
		"the shorter one waits":     {"b", 8, []Answer{says("c", lost(9))}, 0, false},
		"its turn comes":            {"b", 8, []Answer{says("c", lost(9))}, turn, true},
		"and goes": {"b", 8, []Answer{says("c", lost(9))}, 2 * turn,
			false},
		"of equals the first by name": {"b", 9, []Answer{says("c", lost(9))}, 0, true},
		"not the second":              {"c", 9, []Answer{says("b", lost(9))}, 0, false},
		"wiped":                       {"b", 0, []Answer{says("c", lost(9))}, 0, false},
		"nobody answers":              {"b", 9, nil, 0, false},
		"another hears the leader":    {"b", 9, []Answer{says("c", heard)}, 0, false},
		"always":                      {"b", 9, []Answer{says("c", heard)}, turn, false},
		"another has no copy":         {"b", 9, []Answer{says("c")}, 0, false},
		"of three others one hears a leader": {"b", 9,
			[]Answer{says("c", lost(9)), says("d", heard)}, 0, false},
	} {
		if got := elects(c.node, lost(c.index), c.answers, c.since); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestOneAtATime: whoever has answered whom, at any moment one of those who have lost the
// leader asks for an election.
func TestOneAtATime(t *testing.T) {
	logs := map[string]Log{"b": lost(7), "c": lost(9), "d": lost(9)}
	for since := time.Duration(0); since < 10*turn; since += turn / 2 {
		asking := 0
		for node, l := range logs {
			var answers []Answer
			for other, o := range logs {
				if other != node {
					answers = append(answers, says(other, o))
				}
			}
			if elects(node, l, answers, since) {
				asking++
			}
		}
		if asking != 1 {
			t.Errorf("after %v %d ask", since, asking)
		}
	}
}

func TestDue(t *testing.T) {
	now := time.Now()
	all := losses{}
	never := Log{Name: "J", Servers: 3}
	if due := all.due([]Log{never}, now); len(due) != 0 {
		t.Error("a log that never had a leader has lost none")
	}
	if due := all.due([]Log{lost(1)}, now); len(due) != 1 {
		t.Error("its leader is lost")
	}
	if due := all.due([]Log{never}, now.Add(lookEvery/2)); len(due) != 0 {
		t.Error("the others were just asked")
	}
	if due := all.due([]Log{never}, now.Add(lookEvery)); len(due) != 1 {
		t.Error("nobody leads since its leader was lost")
	}
	late := now.Add(2 * turn)
	if due := all.due([]Log{never}, late); len(due) != 1 {
		t.Error("still nobody leads")
	}
	if due := all.due([]Log{never}, late.Add(lookEvery)); len(due) != 0 {
		t.Error("after a turn the others are asked less often")
	}
	found := lost(1)
	found.Heard = true
	if all.due([]Log{found}, late.Add(turn)); len(all) != 0 {
		t.Error("the next leader is heard")
	}
}
