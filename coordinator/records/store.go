package records

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/retry"
	"github.com/chamada/chamada/subjects"
)

var (
	// ErrNone: the stream has no such message.
	ErrNone = errors.New("there is no such record")
	// ErrConflict: somebody else was faster.
	ErrConflict = errors.New("the record was changed meanwhile")
)

// onItsWay is the pause before it is looked again for what somebody else is just storing.
const onItsWay = 10 * time.Millisecond

// Store reads and writes the stream with single requests, and no consumer: it takes few rights,
// and there is nothing that dies with a node. The stream is made when something is first to be
// kept: a school that keeps nothing has none.
type Store struct {
	js    jetstream.JetStream
	conns []*nats.Conn // one is that of js
	cfg   *Config

	// what follows is of [Store.Expire]: up to where it is done, and what it need not read again
	expired uint64
	lasts   map[subjects.Class]lasts

	mu   sync.Mutex
	open jetstream.Stream // nil: it was not there
}

// Kept is the record of a roll call. The error is [ErrNone] where there is none.
func (s *Store) Kept(ctx context.Context, c subjects.Class, roll string) (*Kept, error) {
	k := new(Kept)
	_, err := s.last(ctx, keptSubject(c, roll), k)
	return k, err
}

// Keep stores a record, and its roster where that is not stored yet. The error is [ErrConflict]
// when the roll call has a record already; then it is stored.
func (s *Store) Keep(ctx context.Context, k *Kept, roster *Roster) error {
	if roster != nil {
		roster.Format = version
		err := s.once(ctx, rosterSubject(roster.Class, roster.Revision), roster)
		if err != nil && !errors.Is(err, ErrConflict) {
			return err
		}
	}
	k.Format = version
	return s.once(ctx, keptSubject(k.Class, k.Roll), k)
}

// once stores the only message of a subject. The error is [ErrConflict] when there is one: a
// cluster's leader says so already of one that is on its way, which nobody can read yet, and which
// may be lost with that leader.
func (s *Store) once(ctx context.Context, subject string, v any) error {
	for {
		err := s.publish(ctx, subject, v, 0)
		if !errors.Is(err, ErrConflict) {
			return err
		}
		if _, unread := s.get(ctx, wanted{Last: subject}); unread == nil {
			return err
		} else if !errors.Is(unread, ErrNone) {
			return unread
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(onItsWay):
		}
	}
}

// Roster is a class list as it was. The error is [ErrNone] where there is none.
func (s *Store) Roster(ctx context.Context, c subjects.Class, revision uint64) (*Roster, error) {
	r := new(Roster)
	_, err := s.last(ctx, rosterSubject(c, revision), r)
	return r, err
}

// Correct stores a correction over the last one of its roll call, of that sequence. The error is
// [ErrConflict] when there is another one by now.
func (s *Store) Correct(ctx context.Context, c *Correction, over uint64) (uint64, error) {
	c.Format = version
	return s.write(ctx, correctionSubject(c.Class, c.Roll), c, over)
}

// Corrections are those of a roll call, the oldest first, and the sequence of the last; zero:
// there is none.
func (s *Store) Corrections(ctx context.Context, c subjects.Class, roll string) (all []Correction,
	last uint64, err error) {
	subject := correctionSubject(c, roll)
	for {
		var next Correction
		m, err := s.get(ctx, wanted{Seq: last + 1, Next: subject})
		switch {
		case errors.Is(err, ErrNone):
			return all, last, nil
		case err == nil:
			err = open(m, &next)
		}
		if err != nil {
			return nil, 0, err
		}
		if next.sequence, last = m.sequence, m.sequence; next.Format == versionAll {
			all = next.all() // in place of those before
			continue
		}
		all = append(all, next)
	}
}

// Rolls are the roll calls of a class that have a record or corrections: how many of these.
func (s *Store) Rolls(ctx context.Context, c subjects.Class) (rolls map[string]*Counts, err error) {
	rolls = map[string]*Counts{}
	info, err := s.info(ctx,
		jetstream.WithSubjectFilter(subjects.Root+"record.*."+c.String()+".*"))
	if err != nil || info == nil {
		return rolls, err
	}
	for subject, n := range info.State.Subjects {
		kind, roll, ok := cutSubject(subject)
		if !ok || kind == rosterRoot {
			continue
		}
		if rolls[roll] == nil {
			rolls[roll] = new(Counts)
		}
		if kind == keptRoot {
			rolls[roll].Kept = true
		} else {
			rolls[roll].Corrections = int(n)
		}
	}
	return rolls, nil
}

// info is how the stream is, nil where there is none.
func (s *Store) info(ctx context.Context,
	opts ...jetstream.StreamInfoOpt) (info *jetstream.StreamInfo, err error) {
	err = retry.UntilDone(ctx, func(ctx context.Context) error {
		in, err := s.stream(ctx, false)
		if err == nil {
			info, err = in.Info(ctx, opts...)
		}
		return err
	})
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, nil
	}
	return info, err
}

// Counts is what the stream has of a roll call.
type Counts struct {
	Kept        bool
	Corrections int
}

// cutSubject tells which kind of message a subject is of, and of which roll call.
func cutSubject(subject string) (kind, roll string, ok bool) {
	for _, root := range []string{keptRoot, correctionRoot, rosterRoot} {
		if rest, of := strings.CutPrefix(subject, root); of {
			_, roll, ok = strings.Cut(rest, ".")
			return root, roll, ok
		}
	}
	return "", "", false
}

// last reads the last message of a subject into v.
func (s *Store) last(ctx context.Context, subject string,
	v interface{ format() int }) (seq uint64, err error) {
	m, err := s.get(ctx, wanted{Last: subject})
	if err != nil {
		return 0, err
	}
	return m.sequence, open(m, v)
}

func (s *Store) publish(ctx context.Context, subject string, v any, over uint64) error {
	_, err := s.write(ctx, subject, v, over)
	return err
}

// write has one effect however often it must be sent: a lost ack is no conflict.
func (s *Store) write(ctx context.Context, subject string, v any, over uint64) (seq uint64,
	err error) {
	m := seal(subject, encode(v))
	m.Header.Set(nats.MsgIdHdr, nuid.Next())
	m.Header.Set(jetstream.ExpectedLastSubjSeqHeader, strconv.FormatUint(over, 10))
	err = retry.UntilDone(ctx, func(ctx context.Context) error {
		in, err := s.stream(ctx, true)
		if err != nil {
			return err
		}
		ack, err := s.js.PublishMsg(ctx, m)
		if err == nil && s.cfg.Note != nil {
			err = s.cfg.Note.Confirm(nameOf(in.CachedInfo()), ack.Sequence, integrity.Digest{})
		}
		if err == nil {
			seq = ack.Sequence
		}
		return err
	})
	if retry.IsConflict(err) {
		return 0, ErrConflict
	}
	return seq, err
}
