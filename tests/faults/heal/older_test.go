//go:build faults && linux

package heal

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestOlder puts copies of before in the place of what a node has, by turns of the one that leads
// the journal and of one that follows: of the journal alone, and of the whole data directory,
// notes included, which nobody can tell from a node that was off. Whether that is found out or
// not, all nodes have afterwards what was confirmed.
func TestOlder(t *testing.T) {
	n := startNodes(t)
	l := newLoad(t, n.connect(-1))
	l.fill()
	stop := l.run()
	journal := filepath.Join("jetstream", "CHAMADA", "streams", "CHAMADA")
	for turn, part := range []string{journal, journal, ".", "."} {
		for _, crash := range []bool{false, true} {
			i := n.one(turn%2 == 0)
			older := filepath.Join(n.dir, fmt.Sprint("older-", turn, crash))
			n.stop(i)
			if err := os.CopyFS(older, os.DirFS(n.data(i))); err != nil {
				t.Fatal(err)
			}
			n.start(i)
			n.well(i)
			l.grows()
			if crash {
				n.processes[i].Kill()
			} else {
				n.stop(i)
			}
			remove(t, filepath.Join(n.data(i), part))
			copyTo(t, filepath.Join(older, part), filepath.Join(n.data(i), part))
			n.start(i)
			n.well(i)
			t.Logf("an older %s of node %d, leader %v, crash %v: well again, healed %v", part, i+1,
				turn%2 == 0, crash, n.metric(i, "chamada_heals_total"))
		}
	}
	stop()
	n.same(l)
}
