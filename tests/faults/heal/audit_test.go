//go:build faults && linux

package heal

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/tests/natstest"
)

// TestHealsAreAudited damages a node that is stopped: the audit says which node has taken the
// others' copies and what was damaged, once, also when it starts anew.
func TestHealsAreAudited(t *testing.T) {
	n := startNodes(t)
	n.stop(0)
	flipSum(t, n.data(0))
	n.start(0)
	n.well(0)
	n.audited("n1")
	n.stop(0)
	n.start(0)
	n.well(0)
	n.audited("n1")
}

// TestRunningHealsAreAudited damages two nodes that run, one after the other.
func TestRunningHealsAreAudited(t *testing.T) {
	n := startNodes(t, "--journal-max-bytes", "16MiB")
	l := newLoad(t, n.connect(-1))
	l.open(1)
	l.present(1, 1)
	for i, names := range [][]string{{"n1"}, {"n1", "n2"}} {
		flipBlock(t, n.data(i))
		n.says(i, "not as they were written")
		n.audited(names...)
		n.well(i)
	}
	n.same(l)
}

// audited waits until the audit says that these nodes were mended, of a damage of the journal.
func (n *nodes) audited(nodes ...string) {
	n.t.Helper()
	nc := n.connect(-1)
	defer nc.Close()
	natstest.Within(n.t, mendWithin, func() error {
		all, err := natstest.Stored[audit.Entry](n.t.Context(), nc, audit.Stream)
		if err != nil {
			return err // a leader is elected
		}
		var told []string
		for _, e := range all {
			if e.What != audit.NodeHeal {
				continue
			}
			told = append(told, e.Node)
			if e.Time == 0 || e.By != "" || !reflect.DeepEqual(e.Streams, []string{"CHAMADA"}) {
				n.t.Errorf("%+v", e)
			}
		}
		if !reflect.DeepEqual(told, nodes) {
			return errors.New("it tells of " + strings.Join(told, ", "))
		}
		return nil
	})
}
