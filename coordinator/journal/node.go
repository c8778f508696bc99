package journal

import (
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
)

// Node is the machine of a replica that has a copy of the journal on its own disk. Its
// methods are called on one goroutine, and must be quick.
type Node interface {
	// Confirmed is how far this node has confirmed, over all its lives.
	Confirmed() integrity.Confirmed
	// Confirm notes that the record at last is about to be confirmed, with the digest of all
	// up to it, see [record.Chain], zero when that is not known; Purge that the records before
	// first are about to be removed. An error says that it must not be.
	Confirm(journal string, last uint64, digest integrity.Digest) error
	Purge(journal string, first uint64) error
	// Fault is what is wrong with what lies on the disk, nil while nothing is known.
	Fault() error
	// Full is why the journal takes no records although its stream might, nil while it does. It
	// may be called on any goroutine.
	Full() error
}

// elsewhere is for a replica whose journal is on the disks of others, who are to see to
// them.
type elsewhere struct{}

func (elsewhere) Confirmed() integrity.Confirmed { return integrity.Confirmed{} }
func (elsewhere) Purge(string, uint64) error     { return nil }
func (elsewhere) Fault() error                   { return nil }
func (elsewhere) Full() error                    { return nil }

func (elsewhere) Confirm(string, uint64, integrity.Digest) error { return nil }

// wayBack is what an operator can do.
const wayBack = "restore a backup, or see what a repair loses with: chamada journal repair; or, " +
	"if that is the journal you mean, " +
	"stop the node and remove chamada.confirmed from its data directory"

var (
	errLost    = errors.New("the journal that this node has confirmed is not there")
	errCut     = errors.New("the end of the journal is missing")
	errHoles   = errors.New("records are missing inside the journal")
	errRemoved = errors.New("the front of the journal was removed by somebody else")
)

// checkLost tells whether a journal is missing that the node has confirmed records of,
// when the stream is not there: none must be made in its place.
func checkLost(n Node) error {
	if c := n.Confirmed(); c.Journal != "" {
		return fmt.Errorf("%w (%s, up to record %d); "+wayBack, errLost, c.Journal, c.Last)
	}
	return nil
}

// checkWhole compares the stream with what the node has confirmed of it. Nothing but its
// front is ever removed, so it has as many records as there are sequences. The server counts
// on with the sequences that it knew when the end of its files is cut off.
func checkWhole(n Node, info *jetstream.StreamInfo) error {
	epoch, c, s := info.Config.Metadata[metaEpoch], n.Confirmed(), info.State
	switch {
	case c.Journal == "": // of a version that kept no count, or of nobody yet
		return nil
	case s.Msgs > 0 &&
		s.Msgs != s.LastSeq-s.FirstSeq+1-integrity.Lost(losses(info), s.FirstSeq, s.LastSeq):
		return fmt.Errorf("%w: it has %d from record %d to %d; "+wayBack, errHoles, s.Msgs,
			s.FirstSeq, s.LastSeq)
	case epoch != "" && c.Journal != epoch:
		return fmt.Errorf("%w (%s, up to record %d): another one, %s, is in its place; "+wayBack,
			errLost, c.Journal, c.Last, epoch)
	case s.LastSeq < c.Last:
		return fmt.Errorf(
			"%w: it ends with record %d, and this node has confirmed up to record %d; "+wayBack,
			errCut, s.LastSeq, c.Last)
	default:
		return nil
	}
}

// checkFront tells whether the front was removed by somebody else, when a node that has
// the only copy starts: nobody could purge while it was down.
func checkFront(n Node, info *jetstream.StreamInfo) error {
	c, first := n.Confirmed(), info.State.FirstSeq
	front := max(c.First, 1)
	if c.Journal != "" && info.Config.Replicas == 1 && first > front &&
		integrity.Lost(losses(info), front, first-1) < first-front {
		return fmt.Errorf("%w: it begins with record %d instead of %d; "+wayBack, errRemoved, first,
			front)
	}
	return nil
}

// begin has the node count from what a stream holds that was found whole.
func begin(n Node, info *jetstream.StreamInfo) error {
	epoch := info.Config.Metadata[metaEpoch]
	if n.Confirmed().Journal == epoch {
		return nil
	}
	return errors.Join(n.Confirm(epoch, info.State.LastSeq, integrity.Digest{}),
		n.Purge(epoch, info.State.FirstSeq))
}
