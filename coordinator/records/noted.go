package records

import (
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/integrity"
)

// Note is what a node knows, over all its lives, of how far it has confirmed the stream: nothing
// in the stream tells that it is another one, or that its end is missing.
type Note interface {
	Confirmed() integrity.Confirmed
	// Confirm notes that what is stored up to a sequence is about to be confirmed. An error says
	// that it must not be. The digest is zero: each message checks itself.
	Confirm(stream string, last uint64, digest integrity.Digest) error
}

// ErrLost: the stream is not the one that this node has confirmed, or lacks its end.
var ErrLost = errors.New("the records that this node has confirmed are not all there")

// wayBack is what an operator can do.
const wayBack = "nothing is read or kept until they are: restore a backup or, if these are the " +
	"records you mean, stop the node and remove chamada.confirmed-records from its data directory"

// nameOf tells a stream from one that was made again under its name.
func nameOf(info *jetstream.StreamInfo) string {
	return info.Created.UTC().Format(time.RFC3339Nano)
}

// checkGone tells whether the stream is missing that the node has confirmed something of, when
// there is none: then none must be made.
func (c *Config) checkGone() error {
	if c.Note == nil {
		return nil
	}
	if was := c.Note.Confirmed(); was.Journal != "" {
		return fmt.Errorf("%w: the stream %s, of %s, is gone; %s", ErrLost, Stream, was.Journal,
			wayBack)
	}
	return nil
}

// checkNoted compares the stream with what the node has confirmed of it, and has it count from
// there where it has confirmed nothing yet.
func (c *Config) checkNoted(info *jetstream.StreamInfo) error {
	if c.Note == nil {
		return nil
	}
	was, is := c.Note.Confirmed(), nameOf(info)
	switch {
	case was.Journal == "":
		return c.Note.Confirm(is, info.State.LastSeq, integrity.Digest{})
	case was.Journal != is:
		return fmt.Errorf("%w: in the place of the stream %s of %s is one of %s; %s", ErrLost,
			Stream, was.Journal, is, wayBack)
	case info.State.LastSeq < was.Last:
		return fmt.Errorf("%w: the stream %s ends with message %d, and this node has confirmed "+
			"up to %d; %s", ErrLost, Stream, info.State.LastSeq, was.Last, wayBack)
	default:
		return nil
	}
}
