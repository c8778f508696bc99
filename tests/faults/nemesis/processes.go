//go:build faults && linux

package nemesis

import (
	"fmt"
	"time"

	"github.com/chamada/chamada/tests/faults/cluster"
	"github.com/chamada/chamada/tests/faults/machine"
)

// orderly is longer than a node may take to end when it is asked to.
const orderly = 30 * time.Second

func kill(n *Nemesis, v *cluster.Node) string {
	v.Kill()
	d := n.last(500*time.Millisecond, 6*time.Second)
	v.Start()
	return after(d, v.Ended())
}

func terminate(n *Nemesis, v *cluster.Node) string {
	began := time.Now()
	if err := v.Terminate(orderly); err != nil {
		n.t.Errorf("%s: %v", v.Name, err)
	}
	took := time.Since(began)
	n.last(0, 4*time.Second)
	v.Start()
	return after(took, v.Ended())
}

// killAll leaves nobody, for a moment.
func killAll(n *Nemesis, _ *cluster.Node) string {
	for _, v := range n.cluster.Nodes {
		v.Kill()
	}
	n.last(0, time.Second)
	for _, v := range n.cluster.Nodes {
		v.Start()
	}
	return "all: " + n.cluster.Nodes[0].Ended()
}

// losePower also loses what was not synced to disk.
func losePower(n *Nemesis, v *cluster.Node) string {
	machine.LosePower(v.Machine)
	d := n.last(500*time.Millisecond, 6*time.Second)
	v.Start()
	return after(d, v.Ended()+", what was not synced is lost")
}

// wipe brings the node back with an empty disk. A node that has forgotten
// what it confirmed must not have a vote in who has it all, so the others
// have agreed on that before.
func wipe(n *Nemesis, v *cluster.Node) string {
	v.Kill()
	v.Wipe()
	n.cluster.AwaitLeader(v)
	d := n.last(0, 4*time.Second)
	v.Start()
	return after(d, v.Ended()+", its data removed")
}

func pause(n *Nemesis, v *cluster.Node) string {
	return pauseBetween(n, v, time.Second, 12*time.Second)
}

// freeze lasts until the others have finished what elections they want.
func freeze(n *Nemesis, v *cluster.Node) string {
	return pauseBetween(n, v, 35*time.Second, 45*time.Second)
}

func pauseBetween(n *Nemesis, v *cluster.Node, least, most time.Duration) string {
	v.Pause()
	defer v.Resume()
	return after(n.last(least, most), "all threads stood still")
}

// stutter is a node that runs a quarter of the time.
func stutter(n *Nemesis, v *cluster.Node) string {
	times := 0
	for over := time.Now().Add(time.Duration(2+n.rng.IntN(6)) * time.Second); time.Now().Before(
		over); times++ {
		v.Pause()
		n.last(100*time.Millisecond, 900*time.Millisecond)
		v.Resume()
		n.last(20*time.Millisecond, 300*time.Millisecond)
	}
	return fmt.Sprintf("all threads stood still %d times", times)
}
