package measure_test

import (
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/bench/measure"
	"github.com/chamada/chamada/subjects"
)

// TestStreamOnRequests measures beside a stream that takes in the requests: its
// acknowledgements are no confirmations, and no failures either.
func TestStreamOnRequests(t *testing.T) {
	for name, load := range map[string]measure.Load{"steady": small, "burst": rush} {
		s := newSystem(t)
		js, err := s.conn.JetStream()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := js.AddStream(&nats.StreamConfig{
			Name: "AUDIT", Subjects: []string{"chamada.teacher.*", "chamada.student.*"},
			Storage: nats.MemoryStorage,
		}); err != nil {
			t.Fatal(err)
		}
		load.Rounds = 1
		report, err := measure.Run(t.Context(), s.System, load, nil)
		v := report.Verification
		if err != nil || report.Refused > 0 || v.Confirmed == 0 || v.Missing > 0 || v.Strange > 0 {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
		// a slow machine turns some away, which is an answer
		for _, m := range report.Measurements {
			if m.Failure != "" && !strings.HasPrefix(m.Failure, string(subjects.Overloaded)) {
				t.Errorf("%s: %s", name, m.Failure)
			}
		}
		s.allClosed(t, report)
	}
}
