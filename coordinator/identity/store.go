package identity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/subjects"
)

const (
	// Bucket is the name of the JetStream key-value bucket of the logins.
	Bucket = "chamada-users"
	// Stream is the stream of the bucket.
	Stream    = "KV_" + Bucket
	stream    = Stream
	keyPrefix = "$KV." + Bucket + "."

	// apiOwn is the JetStream API in the coordinators' account, apiAdmin the part
	// of it that the admins' account imports.
	apiOwn   = "$JS.API"
	apiAdmin = "$JS.chamada.API"
)

// errNone: there is no such message. errConflict: the login was written by
// somebody else since it was read.
var (
	errNone     = errors.New("nothing found")
	errConflict = errors.New("the login was changed by somebody else meanwhile")
)

// store reads and writes the bucket with single requests, and no consumer: it
// takes few rights, and there is nothing that dies with a node. Reads are
// answered by the stream's leader, which may have been deposed without knowing:
// whatever is decided on one is written only over the revision that was read.
type store struct {
	nc  *nats.Conn
	api string
	by  string // the login of who writes; may be empty
}

// entry is the latest of a login in the bucket, or that it was removed.
type entry struct {
	login   string
	by      string // who has written it, as they say; empty when they do not
	seq     uint64
	at      subjects.Time
	removed bool
	data    []byte
}

// tryFor is how long one try of a request may take.
const tryFor = 2 * time.Second

type apiError struct {
	ErrCode     int    `json:"err_code"`
	Description string `json:"description"`
}

func (e *apiError) Error() string {
	return fmt.Sprintf("JetStream: %s (%d)", e.Description, e.ErrCode)
}

// Numbers of JetStream's errors.
const (
	noMessage     = 10037
	wrongSequence = 10071
	// wrongSequenceOf is the same of a bucket with replicas.
	wrongSequenceOf = 10164
)

// next is the first entry from seq on, [errNone] when there is none.
func (s *store) next(ctx context.Context, seq uint64) (entry, error) {
	return s.get(ctx, map[string]any{"seq": seq, "next_by_subj": keyPrefix + ">"})
}

// last is the entry of a login; its seq is 0 when there never was one.
func (s *store) last(ctx context.Context, login string) (entry, error) {
	e, err := s.get(ctx, map[string]any{"last_by_subj": keyPrefix + login})
	if errors.Is(err, errNone) {
		return entry{login: login, removed: true}, nil
	}
	return e, err
}

func (s *store) get(ctx context.Context, what map[string]any) (entry, error) {
	body, err := json.Marshal(what)
	if err != nil {
		return entry{}, err
	}
	var answer struct {
		Error   *apiError `json:"error"`
		Message struct {
			Subject string    `json:"subject"`
			Seq     uint64    `json:"seq"`
			Header  []byte    `json:"hdrs"`
			Data    []byte    `json:"data"`
			Time    time.Time `json:"time"`
		} `json:"message"`
	}
	m := &nats.Msg{Subject: s.api + ".STREAM.MSG.GET." + stream, Data: body}
	if err := s.ask(ctx, m, &answer); err != nil {
		return entry{}, err
	}
	if answer.Error != nil {
		if answer.Error.ErrCode == noMessage {
			return entry{}, errNone
		}
		return entry{}, answer.Error
	}
	msg := answer.Message
	return entry{
		login: strings.TrimPrefix(msg.Subject, keyPrefix), seq: msg.Seq, at: subjects.At(msg.Time),
		by: byOf(msg.Header), removed: isRemoval(msg.Header), data: msg.Data,
	}, nil
}

// isRemoval tells whether a header marks that a key was deleted or purged.
func isRemoval(header []byte) bool {
	if len(header) == 0 {
		return false
	}
	h, err := nats.DecodeHeadersMsg(header)
	return err != nil || h.Get("KV-Operation") != "" || h.Get("Nats-Marker-Reason") != ""
}

// headerBy is the header with the login of who has changed a login. The bucket is written by
// admins themselves, so it is what they say.
const headerBy = "Chamada-By"

func byOf(header []byte) string {
	h, err := nats.DecodeHeadersMsg(header)
	if by := h.Get(headerBy); err == nil && validLogin(by) {
		return by
	}
	return ""
}

// put writes a login over the entry with sequence over, 0 when there is none.
func (s *store) put(ctx context.Context, login string, over uint64, data []byte) error {
	m := nats.NewMsg(keyPrefix + login)
	m.Data = data
	return s.write(ctx, m, over)
}

// remove marks a login as removed. The mark goes by itself after a while, in whole
// seconds, and nothing is left of the login then.
func (s *store) remove(ctx context.Context, login string, over uint64, marked time.Duration) error {
	m := nats.NewMsg(keyPrefix + login)
	m.Header.Set("KV-Operation", "DEL")
	m.Header.Set(jetstream.MsgTTLHeader, marked.String())
	return s.write(ctx, m, over)
}

// write is done once however often it must be sent: a lost ack is no conflict.
func (s *store) write(ctx context.Context, m *nats.Msg, over uint64) error {
	if s.by != "" {
		m.Header.Set(headerBy, s.by)
	}
	m.Header.Set(nats.MsgIdHdr, nuid.Next())
	m.Header.Set(nats.ExpectedLastSubjSeqHdr, strconv.FormatUint(over, 10))
	var ack struct {
		Error *apiError `json:"error"`
	}
	if err := s.ask(ctx, m, &ack); err != nil {
		return err
	}
	switch {
	case ack.Error == nil:
		return nil
	case ack.Error.ErrCode == wrongSequence, ack.Error.ErrCode == wrongSequenceOf:
		return errConflict
	default:
		return ack.Error
	}
}

// ask sends a request until it is answered or ctx is done: while a leader is
// elected nobody answers.
func (s *store) ask(ctx context.Context, m *nats.Msg, answer any) error {
	for {
		try, cancel := context.WithTimeout(ctx, tryFor)
		reply, err := s.nc.RequestMsgWithContext(try, m)
		if err == nil {
			cancel()
			if json.Unmarshal(reply.Data, answer) != nil {
				return fmt.Errorf("%s: the answer is not understood", m.Subject)
			}
			return nil
		}
		if errors.Is(err, nats.ErrNoResponders) {
			select { // it was told at once
			case <-ctx.Done():
			case <-time.After(tryFor / 10):
			}
		} else if !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, nats.ErrTimeout) {
			cancel()
			return err
		}
		cancel()
		if ctx.Err() != nil {
			return fmt.Errorf("the logins cannot be reached, is a majority of the nodes up? %w",
				ctx.Err())
		}
	}
}

// scan calls visit for every entry from seq on, in the order in which they were
// written, and returns the sequence to go on from. An entry that is written
// meanwhile is visited, at its new place.
func (s *store) scan(ctx context.Context, seq uint64, visit func(entry)) (uint64, error) {
	for {
		e, err := s.next(ctx, max(seq, 1))
		if errors.Is(err, errNone) {
			return seq, nil
		}
		if err != nil {
			return seq, err
		}
		visit(e)
		seq = e.seq + 1
	}
}
