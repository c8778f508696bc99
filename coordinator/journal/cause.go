package journal

import (
	"errors"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal/record"
)

// Cause says, for programs, why a replica cannot commit. It is the same for ever, whatever
// the sentence beside it says.
type Cause string

// The causes of a [Health].
const (
	Replaying    Cause = "replaying"         // it reads the journal
	Disconnected Cause = "disconnected"      // from NATS
	Refusing     Cause = "journal_refuses"   // the stream takes no records
	Stalled      Cause = "journal_stalled"   // the stream does not confirm
	Leaderless   Cause = "no_leader"         // nobody decides about the stream
	Unreadable   Cause = "journal_unread"    // a record cannot be read
	WrongClock   Cause = "clock_wrong"       // this node's
	Differing    Cause = "state_differs"     // from that of most others
	Tied         Cause = "states_tie"        // nobody can tell whose state is right
	Incomplete   Cause = "journal_missing"   // some of what was confirmed, or all of it
	Replaced     Cause = "journal_replaced"  // the stream is another
	Foreign      Cause = "stream_foreign"    // chamada did not make it
	Changed      Cause = "stream_changed"    // it would lose records
	Unsized      Cause = "stream_needs_size" // the account wants a maximum size
	Damaged      Cause = "journal_damaged"   // records are not as they were written
	DataGone     Cause = "data_gone"         // the data directory, from under the node
	Unknown      Cause = "unknown"           // see the sentence
)

// causes are the errors of a [Health]. The first that is in an error is its cause.
var causes = []struct {
	err   error
	cause Cause
}{
	{errReplaying, Replaying},
	{errDisconnected, Disconnected},
	{errRefused, Refusing},
	{errStalled, Stalled},
	{errLeaderless, Leaderless},
	{errUnread, Unreadable},
	{errClock, WrongClock},
	{errOdd, Differing},
	{errTie, Tied},
	{errLost, Incomplete},
	{errCut, Incomplete},
	{errHoles, Incomplete},
	{errRemoved, Incomplete},
	{errAnother, Replaced},
	{errNotOurs, Foreign},
	{errWrong, Changed},
	{errWantsSize, Unsized},
	{record.ErrDamaged, Damaged},
	{integrity.ErrGone, DataGone},
}

// CauseOf is the cause of an error of a [Health].
func CauseOf(err error) Cause {
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return c.cause
		}
	}
	return Unknown
}
