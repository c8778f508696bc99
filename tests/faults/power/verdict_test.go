//go:build faults && linux

package power_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chamada/chamada/subjects"
)

// shown is how much of what is wrong is worth reading.
const shown = 5

// verdict is what came of a round, or of several.
type verdict struct {
	losses    int            // of power
	confirmed map[string]int // by subject
	lost      int            // of the confirmed
	stalls    []error        // two of three nodes did not serve until the third was back
	wrong     []error        // lost, doubled, or else not as it was confirmed
}

func (v *verdict) add(other verdict) {
	if v.confirmed == nil {
		v.confirmed = make(map[string]int)
	}
	for subject, n := range other.confirmed {
		v.confirmed[subject] += n
	}
	v.losses += other.losses
	v.lost += other.lost
	v.stalls = append(v.stalls, other.stalls...)
	v.wrong = append(v.wrong, other.wrong...)
}

func (v verdict) String() string {
	return fmt.Sprintf(
		"power lost %d times; confirmed %d starts, %d presences, %d ends; lost %d; wrong %d; "+
			"stalled %d times",
		v.losses, v.confirmed[subjects.TeacherStart], v.confirmed[subjects.StudentPresent],
		v.confirmed[subjects.TeacherEnd], v.lost, len(v.wrong), len(v.stalls))
}

// log shows it, and the first of what is wrong.
func (v verdict) log(t *testing.T) {
	t.Helper()
	t.Log(v)
	for _, err := range slices.Concat(v.stalls, v.wrong[:min(shown, len(v.wrong))]) {
		t.Log(err)
	}
}
