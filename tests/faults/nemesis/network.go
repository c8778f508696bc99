//go:build faults && linux

package nemesis

import (
	"fmt"
	"time"

	"github.com/chamada/chamada/tests/faults/cluster"
)

const (
	shortestCut = 500 * time.Millisecond
	longestCut  = 12 * time.Second
)

// unplug cuts one node off from everybody.
func unplug(n *Nemesis, v *cluster.Node) string {
	v.Unplug()
	defer v.Plug()
	d := n.last(shortestCut, longestCut)
	if carrier := v.Carrier(); carrier != "UP" {
		return after(d, "carrier "+carrier)
	}
	return ""
}

// isolate cuts one node off from the others, but not from its clients.
func isolate(n *Nemesis, v *cluster.Node) string {
	return n.cut(v, func(o *cluster.Node) { v.Deafen(o); v.Silence(o) }, n.cluster.Others(v)...)
}

// bridge leaves the victim the only one that sees both others.
func bridge(n *Nemesis, v *cluster.Node) string {
	others := n.cluster.Others(v)
	return n.cut(others[0], func(o *cluster.Node) {
		others[0].Deafen(o)
		others[0].Silence(o)
	}, others[1])
}

// oneWay has one node hear nothing of the others, or they nothing of it.
func oneWay(n *Nemesis, v *cluster.Node) string {
	way := v.Deafen
	if n.rng.IntN(2) == 0 {
		way = v.Silence
	}
	return n.cut(v, way, n.cluster.Others(v)...)
}

// cut has packets of v dropped; without any, nothing happened.
func (n *Nemesis) cut(v *cluster.Node, cut func(*cluster.Node), from ...*cluster.Node) string {
	for _, o := range from {
		cut(o)
	}
	defer v.Mend()
	return n.counted(n.last(shortestCut, longestCut), v.Dropped(), "packets dropped")
}

// lossy loses packets of one node, of clients as well.
func lossy(n *Nemesis, v *cluster.Node) string {
	v.Lose(0.05 + 0.25*n.rng.Float64())
	defer v.Mend()
	return n.counted(n.last(2*time.Second, longestCut), v.Dropped(), "packets lost")
}

// slow gives one node a line that is too thin.
func slow(n *Nemesis, v *cluster.Node) string {
	v.Choke(100 + n.rng.IntN(1000))
	defer v.Mend()
	return n.counted(n.last(2*time.Second, longestCut), v.Delayed(), "packets held back")
}

func (n *Nemesis) counted(d time.Duration, count int, what string) string {
	if count == 0 {
		return ""
	}
	return after(d, fmt.Sprintf("%d %s", count, what))
}
