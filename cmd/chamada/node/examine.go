package node

import (
	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal"
)

// Journal is where the journal is in a data directory.
var Journal = integrity.Journal{Account: identity.AccountCoordinators, Stream: journal.Stream}

// Examine adds to what was found of the files in the data directory of a node what follows
// from a replay of the journal, and from the node's own notes: what it has confirmed, and which
// logins there were. Of a node of a cluster only the cluster can tell.
func Examine(dir string, report *integrity.Report) {
	if report.Cluster() {
		return
	}
	report.Compare(dir, Journal)
	journal.Prove(dir, Journal, report, command.NewMachine(nil))
	identity.Compare(dir, report)
}
