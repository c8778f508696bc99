package check

import (
	"testing"

	"github.com/chamada/chamada/tests/faults/history"
)

// TestBriefCheck has the code of a check that the next one followed at once be wrong or expired,
// and that of any other only expired.
func TestBriefCheck(t *testing.T) {
	p, _ := given([]history.Operation{
		{Op: history.Start, Roll: "r", Time: 1000, Outcome: history.Opened},
		{Op: history.Code, Roll: "r", Time: 1000, Outcome: history.Coded, Check: 1, Given: "brief"},
		{Op: history.Check, Roll: "r", Time: 1003, Outcome: history.Checked, Check: 2},
		{Op: history.Code, Roll: "r", Time: 1500, Outcome: history.Coded, Check: 2, Given: "long"},
		{Op: history.Check, Roll: "r", Time: 2000, Outcome: history.Checked, Check: 3},
	})
	for _, c := range []struct {
		code      string
		said, may history.Outcome
	}{
		{"brief", history.CodeExpired, history.CodeExpired},
		{"brief", history.CodeWrong, history.CodeWrong},
		{"brief", history.Registered, history.CodeExpired},
		{"long", history.CodeExpired, history.CodeExpired},
		{"long", history.CodeWrong, history.CodeExpired},
	} {
		o := history.Operation{Op: history.Present, Code: c.code, Outcome: c.said}
		if _, no := p.admit(o, "r", 3); no != c.may {
			t.Errorf("the code %q that was said to be %q is %q", c.code, c.said, no)
		}
	}
}
