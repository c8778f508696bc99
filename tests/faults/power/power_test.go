//go:build faults && linux

package power_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/chamada/chamada/subjects"
)

func TestOneNode(t *testing.T)    { keeps(t, 1, everyPower) }
func TestOneOfThree(t *testing.T) { keeps(t, 3, onePower) }
func TestAllThree(t *testing.T)   { keeps(t, 3, everyPower) }

func TestTeethOfOneNode(t *testing.T)    { loses(t, 1, everyPower) }
func TestTeethOfOneOfThree(t *testing.T) { loses(t, 3, onePower) }
func TestTeethOfAllThree(t *testing.T)   { loses(t, 3, everyPower) }

// keeps holds that nothing of what was confirmed is lost.
func keeps(t *testing.T, nodes int, strike strike) {
	t.Parallel()
	repeat(t, synced, nodes, strike, func(t *testing.T, v verdict) {
		if len(v.wrong) > 0 {
			t.Error("something is not as it was confirmed")
		}
		if len(v.stalls) > 0 {
			t.Error("unavailable: two nodes of three did not serve until the third was back")
		}
		if v.confirmed[subjects.TeacherEnd] == 0 {
			t.Error("no roll call came to its end")
		}
	})
}

// loses holds that the loss is found in a program that does not sync.
func loses(t *testing.T, nodes int, strike strike) {
	t.Parallel()
	repeat(t, unsynced, nodes, strike, func(t *testing.T, v verdict) {
		if v.lost == 0 {
			t.Error("nothing was lost, so this test could not have found a loss")
		}
	})
}

func repeat(t *testing.T, program string, nodes int, strike strike,
	judge func(*testing.T, verdict)) {
	var total verdict
	for i := range *rounds {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			random := rand.New(rand.NewPCG(*seed, uint64(i)))
			v := round(t, newSystem(t, program, nodes), strike, random)
			v.log(t)
			judge(t, v)
			total.add(v)
		})
	}
	t.Logf("-power.seed %d: %v", *seed, total)
}
