package node

import (
	"slices"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/records"
)

// Journal is where the journal is in a data directory.
var Journal = integrity.Journal{Account: identity.AccountCoordinators, Stream: journal.Stream}

// Noted are the streams of which nothing but the note of a server that stands alone tells that
// their end is missing. Journal and logins have notes of their own.
var Noted = []integrity.Journal{
	{Account: identity.AccountCoordinators, Stream: records.Stream},
	{Account: identity.AccountCoordinators, Stream: classes.Stream},
	{Account: identity.AccountCoordinators, Stream: audit.Stream},
}

// Owns tells whether a stream is one of those that coordinators keep.
func Owns(stream integrity.Journal) bool {
	logins := integrity.Journal{Account: identity.AccountCoordinators, Stream: identity.Stream}
	return stream == Journal || stream == logins || slices.Contains(Noted, stream)
}

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
