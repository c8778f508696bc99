package journal

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/retry"
	"github.com/chamada/chamada/subjects"
)

// Stream is the name of the JetStream stream that is the journal.
const Stream = "CHAMADA"

// metaEpoch is the key, in the stream's metadata, of a text drawn at random
// when the stream was created: a stream deleted and made again has another.
const metaEpoch = "chamada.epoch"

// metaVersion is the key of the version that the first record of the stream has. Where it
// is missing that is the first.
const metaVersion = "chamada.version"

// streamUpdated is where the server tells that somebody has changed the stream, so that
// what is wrong with it is seen before the next minute.
const streamUpdated = "$JS.EVENT.ADVISORY.STREAM.UPDATED." + Stream

// duplicates is how long the stream knows a message id. It must exceed
// storeWithin, the time in which a record is sent again, many times over. A
// probe may be sent for longer: stored twice it does nothing twice.
const duplicates = 2 * time.Minute

var (
	// errAnother: the stream is not the one that this replica has applied.
	errAnother = errors.New("the stream " + Stream +
		" is not the one this replica has followed: it was deleted, restored or made again; " +
		"restart this replica to take it as it is, when a restore is complete")
	// errNotOurs: a stream of that name is there that chamada did not make.
	errNotOurs = errors.New("the stream " + Stream +
		" was not made by chamada: rename or remove it")
	// errWrong: the stream was changed so that it would lose records, or chamada cannot
	// work with it, and that cannot be put right.
	errWrong = errors.New("the stream " + Stream + " is not as the journal must be")
	// errWantsSize: the account has no streams without a maximum of bytes.
	errWantsSize = errors.New("the NATS account wants a maximum size of the stream " + Stream +
		": give one with --journal-max-bytes, such as 1GiB")
)

// errMaxBytesRequired is what the server says of an account as of [errWantsSize].
const errMaxBytesRequired jetstream.ErrorCode = 10113

// stored is the subject on which the stream says again what it has stored. It
// has the epoch in it, so that nothing from another stream is ever heard.
func stored(epoch string) string { return subjects.Journal + ".stored." + epoch }

// streamConfig is the journal as this version makes it. A maxBytes of zero or less
// is no maximum.
func streamConfig(epoch string, replicas int, maxBytes int64) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:        Stream,
		Description: "chamada: every command, in the order in which it took effect",
		Subjects:    []string{subjects.Journal},
		Storage:     jetstream.FileStorage,
		Replicas:    replicas,
		Retention:   jetstream.LimitsPolicy,
		MaxBytes:    maxBytes,
		Discard:     jetstream.DiscardNew, // a full stream refuses, it never forgets
		Duplicates:  duplicates,
		DenyDelete:  true, // only the front is ever removed, by a purge
		RePublish:   &jetstream.RePublish{Source: subjects.Journal, Destination: stored(epoch)},
		Metadata:    map[string]string{metaEpoch: epoch},
	}
}

// identity tells one stream from another of the same name.
type identity struct {
	epoch   string
	created time.Time
	made    int              // the version of its first record
	losses  []integrity.Loss // that repairs have given up, in order
}

// lostFrom are the losses that a journal which begins with first still has: as long as any
// roll call that they touched can be asked for, its front stays.
func (i identity) lostFrom(first uint64) *[]integrity.Loss {
	left := slices.DeleteFunc(slices.Clone(i.losses), func(l integrity.Loss) bool {
		return l.Last+1 < first
	})
	return &left
}

// of tells whether a stream is the one. Its metadata may have been wiped, by who
// manages streams from a file for instance.
func (i identity) of(info *jetstream.StreamInfo) bool {
	got := identify(info)
	return got.created.Equal(i.created) && (got.epoch == i.epoch || got.epoch == "")
}

// errLeaderless is for who starts and finds no cluster that decides anything.
var errLeaderless = errors.New("no leader answers: most nodes of the cluster must be up, " +
	"reach each other, and have the same secret")

// notAvailable is what a server says that knows no leader of JetStream.
const notAvailable = 10008

// leaderless adds what to do to an error that says that nobody decides, in whatever way.
func leaderless(err error) error {
	api, ok := errors.AsType[*jetstream.APIError](err)
	if retry.Unanswered(err) || ok && api.ErrorCode == notAvailable {
		return fmt.Errorf("%w (%w)", errLeaderless, err)
	}
	return err
}

// opening is how the stream is found, or created.
type opening struct {
	js  jetstream.JetStream
	cfg Config
}

// open finds the stream, or creates it. However many replicas try at once, one
// creates it and all get the same. What was changed about it is put right.
func (o opening) open(ctx context.Context) (jetstream.Stream, error) {
	s, err := o.js.Stream(ctx, Stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		if err := checkLost(o.cfg.Node); err != nil {
			return nil, err
		}
		s, err = o.js.CreateStream(ctx,
			o.begun(streamConfig(nuid.Next(), o.cfg.Replicas, o.cfg.MaxBytes)))
	}
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		s, err = o.js.Stream(ctx, Stream) // another replica was faster
	}
	if api, ok := errors.AsType[*jetstream.APIError](err); ok &&
		api.ErrorCode == errMaxBytesRequired {
		return nil, errWantsSize
	}
	if err != nil {
		return nil, fmt.Errorf("open the stream %s: %w", Stream, leaderless(err))
	}
	if err := o.check(ctx, s.CachedInfo()); err != nil {
		return nil, err
	}
	if s, err = o.js.Stream(ctx, Stream); err != nil { // as it is now
		return nil, err
	}
	o.tellSize(s.CachedInfo().Config.MaxBytes)
	return s, cmp.Or(checkWhole(o.cfg.Node, s.CachedInfo()), checkFront(o.cfg.Node, s.CachedInfo()))
}

// begun has a stream that has no record yet begin with the version that is to be written.
func (o opening) begun(c jetstream.StreamConfig) jetstream.StreamConfig {
	c.Metadata = maps.Clone(c.Metadata)
	if c.Metadata == nil {
		c.Metadata = make(map[string]string)
	}
	c.Metadata[metaVersion] = strconv.Itoa(o.cfg.Version)
	return c
}

// check sees that a stream that was found is the journal, and as it must be.
func (o opening) check(ctx context.Context, info *jetstream.StreamInfo) error {
	if epoch := info.Config.Metadata[metaEpoch]; epoch != "" {
		return o.keep(ctx, info, epoch)
	}
	return o.adopt(ctx, info)
}

// tellSize says that a size was asked for in vain.
func (o opening) tellSize(is int64) {
	if o.cfg.MaxBytes > 0 && o.cfg.MaxBytes != is {
		o.cfg.Logger.Warn(
			"the journal has another maximum size than --journal-max-bytes, which counts only "+
				"when it is created",
			"max_bytes", is, "change",
			fmt.Sprintf("nats stream edit %s --max-bytes %d", Stream, o.cfg.MaxBytes))
	}
}

// adopt takes a stream that an operator has made for the journal: it has nothing in it,
// and is as it must be, but for what only a coordinator knows. All replicas that
// find it give it the same epoch, drawn from the time when it was made.
func (o opening) adopt(ctx context.Context, info *jetstream.StreamInfo) error {
	epoch := adoptedEpoch(info.Created)
	wrong := wrongs(info.Config, epoch)
	bad := without(wrong, func(s setting) bool { return s.given })
	switch {
	case info.State.Msgs > 0:
		return fmt.Errorf("%w; only an empty one is taken, and it has %d messages", errNotOurs,
			info.State.Msgs)
	case len(bad) > 0:
		return fmt.Errorf("%w, or change it so that it can be taken: %s", errNotOurs, wanted(bad))
	}
	if err := o.update(ctx, o.begun(info.Config), epoch, wrong); err != nil {
		return fmt.Errorf("take the stream %s, which an operator has made: %w", Stream, err)
	}
	o.cfg.Logger.Info("took the empty stream that was made beforehand", "stream", Stream, "epoch",
		epoch)
	return nil
}

// adoptedEpoch is the epoch of a stream that chamada did not make.
func adoptedEpoch(created time.Time) string {
	sum := sha256.Sum256(fmt.Append(nil, Stream, " ", created.UnixNano()))
	return hex.EncodeToString(sum[:11])
}

// keep puts right what was changed about the journal, before it loses records. The
// error says what is still wrong.
func (o opening) keep(ctx context.Context, info *jetstream.StreamInfo, epoch string) error {
	wrong := without(wrongs(info.Config, epoch), func(s setting) bool { return s.bearable })
	lasting := without(wrong, func(s setting) bool { return s.mend != nil })
	if len(lasting) < len(wrong) {
		if err := o.update(ctx, info.Config, epoch, wrong); err != nil {
			return fmt.Errorf("%w: set %s; to put it right failed: %w", errWrong, wanted(wrong),
				err)
		}
		o.cfg.Logger.Warn(
			"somebody has changed the journal's stream, and records could be lost: it was put "+
				"right",
			"stream", Stream, "set", wanted(without(wrong, func(s setting) bool {
				return s.mend == nil
			})))
	}
	if len(lasting) > 0 {
		return fmt.Errorf("%w: the server does not let it be set to %s; %s", errWrong,
			wanted(lasting), wayOut)
	}
	return nil
}

// wayOut is what an operator can do about a stream that cannot be changed back.
const wayOut = "back it up, remove it, and restore it with another configuration, " +
	"as the operator's guide says"

// update puts right what can be, and tells when the server did not do as it was asked.
func (o opening) update(ctx context.Context, is jetstream.StreamConfig, epoch string,
	wrong []setting) error {
	s, err := o.js.UpdateStream(ctx, mended(is, epoch, wrong))
	if err != nil {
		return err
	}
	left := without(wrongs(s.CachedInfo().Config, epoch), func(s setting) bool {
		return s.mend == nil
	})
	if len(left) > 0 {
		return fmt.Errorf("the server does not take %s", wanted(left))
	}
	return nil
}

func identify(info *jetstream.StreamInfo) identity {
	i := identityOf(info.Config.Metadata)
	i.created = info.Created
	return i
}

// identityOf is what a stream's metadata say of it.
func identityOf(metadata map[string]string) identity {
	made, _ := strconv.Atoi(metadata[metaVersion])
	return identity{epoch: metadata[metaEpoch], made: max(made, record.First),
		losses: lossesIn(metadata)}
}

// losses are those that the stream's metadata tell of, in order.
func losses(info *jetstream.StreamInfo) []integrity.Loss { return lossesIn(info.Config.Metadata) }

func lossesIn(metadata map[string]string) []integrity.Loss {
	all := integrity.ParseLosses(metadata[integrity.LossKey])
	slices.SortFunc(all, func(a, b integrity.Loss) int { return cmp.Compare(a.First, b.First) })
	return all
}
