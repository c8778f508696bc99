package records

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/retry"
	"github.com/chamada/chamada/subjects"
)

// erasureRoot is where messages are that name what was erased, and the one that says what is
// being erased. It is below a subject that the stream has had from the first version on: a server
// that dies while it changes a stream's description does not start again by itself.
const erasureRoot = rosterRoot + "erasure."

// Erasure names messages of the stream that are erased: it is stored before they are. It says
// nothing of whom they were about.
type Erasure struct {
	Format int              `json:"v"`
	Why    Why              `json:"why"`
	Time   subjects.Time    `json:"time"`
	By     subjects.Teacher `json:"by,omitempty"`     // the login of who has asked for it
	Reason string           `json:"reason,omitempty"` // empty where it named the student
	Class  subjects.Class   `json:"class,omitempty"`  // of [WhyPurge]
	Gone   []span           `json:"gone,omitempty"`
	// Due are the records that [WhyKeep] is about: of one that is to come, which erases nothing.
	Due []Roll `json:"due,omitempty"`
	// What follows is in the message with which it is done, for the reply.
	Records  int               `json:"records,omitempty"` // how many it is about
	Classes  []subjects.Class  `json:"classes,omitempty"` // whose, of [WhyKeep]
	Stay     int               `json:"stay,omitempty"`    // of [WhyPurge], as First and Last
	First    subjects.Date     `json:"first,omitempty"`
	Last     subjects.Date     `json:"last,omitempty"`
	Position subjects.Position `json:"position,omitzero"`
}

// Why says why messages were erased.
type Why string

// The reasons.
const (
	WhyPerson Why = "person" // a student's number and name
	WhyPurge  Why = "purge"  // an admin wants the records of a class no more
	WhyKeep   Why = "keep"   // the days are over for which their classes keep them
)

// span is sequences of the stream, the first and the last.
type span [2]uint64

func (e *Erasure) format() int { return e.Format }

// spans are some sequences in few bytes.
func spans(all []uint64) []span {
	each := make([]span, len(all))
	for i, seq := range all {
		each[i] = span{seq, seq}
	}
	return merged(each)
}

// maxNamed bounds the messages that one erasure names, whose size is bounded.
const maxNamed = 10_000

// erase names messages in the stream and then erases them, bytes included. What is erased already
// may be among them.
func (s *Store) erase(ctx context.Context, e Erasure, id string, all []uint64) error {
	for some := range slices.Chunk(all, maxNamed) {
		e.Gone, e.Format = spans(some), version
		if err := s.name(ctx, erasureRoot+id, &e); err != nil {
			return err
		}
		for _, seq := range some {
			if err := s.delete(ctx, seq); err != nil {
				return fmt.Errorf("erase message %d of %s: %w", seq, Stream, err)
			}
		}
	}
	return nil
}

// name stores an erasure behind those that its subject has.
func (s *Store) name(ctx context.Context, subject string, e *Erasure) error {
	for {
		m, err := s.get(ctx, wanted{Last: subject})
		over := uint64(0)
		switch {
		case err == nil:
			over = m.sequence
		case !errors.Is(err, ErrNone):
			return err
		}
		if err = s.publish(ctx, subject, e, over); !errors.Is(err, ErrConflict) {
			return err
		}
	}
}

// delete deletes a message and overwrites its bytes; one that is gone is deleted.
func (s *Store) delete(ctx context.Context, seq uint64) error {
	in, err := s.stream(ctx, false)
	if err != nil {
		return err
	}
	err = retry.UntilDone(ctx, func(ctx context.Context) error {
		return in.SecureDeleteMsg(ctx, seq)
	})
	if !errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) {
		return err
	}
	// The server has several words for what is gone already.
	if _, lost := s.get(ctx, wanted{Seq: seq}); errors.Is(lost, ErrNone) {
		return nil
	}
	return err
}

// named are the sequences that erasures have named.
type named struct {
	next  uint64 // sequence from which on erasures have not been read
	spans []span // in order, apart from each other
}

// read adds what erasures have named since.
func (n *named) read(ctx context.Context, s *Store) error {
	for {
		m, err := s.get(ctx, wanted{Seq: max(n.next, 1), Next: erasureRoot + ">"})
		if errors.Is(err, ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		if m.subject != pendingSubject {
			var e Erasure
			if err := open(m, &e); err != nil {
				return err
			}
			n.spans = merged(append(n.spans, e.Gone...))
		}
		n.next = m.sequence + 1
	}
}

// merged are spans in order, apart from each other.
func merged(all []span) (few []span) {
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a[0], b[0]) })
	for _, s := range all {
		if n := len(few); n > 0 && s[0] <= few[n-1][1]+1 {
			few[n-1][1] = max(few[n-1][1], s[1])
			continue
		}
		few = append(few, s)
	}
	return few
}

// has tells whether an erasure has named a sequence.
func (n *named) has(seq uint64) bool {
	_, found := slices.BinarySearchFunc(n.spans, seq, func(s span, seq uint64) int {
		switch {
		case s[1] < seq:
			return -1
		case s[0] > seq:
			return 1
		default:
			return 0
		}
	})
	return found
}

// unnamed is how many messages are gone from the stream without an erasure that names them.
func (s *Store) unnamed(ctx context.Context, n *named) (missing uint64, err error) {
	info, err := s.info(ctx, jetstream.WithDeletedDetails(true))
	if err != nil || info == nil || gone(info.State) == 0 {
		return 0, err
	}
	if err := n.read(ctx, s); err != nil {
		return 0, err
	}
	for seq := uint64(1); seq < info.State.FirstSeq; seq++ {
		if !n.has(seq) {
			missing++
		}
	}
	for _, seq := range info.State.Deleted {
		if !n.has(seq) {
			missing++
		}
	}
	return missing, nil
}
