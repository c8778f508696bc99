// Package audit keeps, in a JetStream stream of its own, who has changed what and when: class
// lists, logins, records, what is erased, and repairs. Nothing is ever deleted from it.
//
// An entry is written before the change that it is about, and a change whose entry is not stored
// is not made. So nothing is changed that is not in the audit. What is in it may have failed
// afterwards, or have been overtaken by somebody else's change: the entry names the revision that
// it was about to replace. Changes of logins do not go through a coordinator: of these the
// coordinators write what they find in the bucket, each once.
//
// An entry has no student number and no text that somebody has typed, because nothing can be taken
// out of it when a student is erased. It says where that stands: the class, the roll call and the
// revision.
package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/retry"
	"github.com/chamada/chamada/subjects"
)

var (
	// ErrUnwritten: an entry was not confirmed, so nothing may be changed. It may be stored all the
	// same.
	ErrUnwritten = errors.New("the audit does not take the entry")
	// ErrOvertaken: there is another entry of its subject than the one before it.
	ErrOvertaken = errors.New("somebody else has written the entry")
)

// Audit writes entries. Any goroutine may use it.
type Audit struct {
	nc       *nats.Conn
	replicas int
	opened   atomic.Bool // the stream was there
}

// New writes over a connection in the coordinators' account. The stream is made when it is first
// written to, with so many replicas.
func New(nc *nats.Conn, replicas int) *Audit { return &Audit{nc: nc, replicas: replicas} }

// Close closes the connection.
func (a *Audit) Close() { a.nc.Close() }

// Write stores an entry until ctx is done. The error is [ErrUnwritten].
func (a *Audit) Write(ctx context.Context, e *Entry) error {
	_, err := a.write(ctx, e, newMessage(e))
	return err
}

// WriteOver stores an entry over the last one of its kind, which has that sequence, and gives its
// own; zero: there is none. The error is [ErrOvertaken] when there is another by now, else
// [ErrUnwritten].
func (a *Audit) WriteOver(ctx context.Context, e *Entry, over uint64) (uint64, error) {
	m := newMessage(e)
	m.Header.Set(jetstream.ExpectedLastSubjSeqHeader, strconv.FormatUint(over, 10))
	return a.write(ctx, e, m)
}

func newMessage(e *Entry) *nats.Msg {
	m := nats.NewMsg(root + string(e.What))
	m.Header.Set(nats.MsgIdHdr, nuid.Next()) // a lost ack is no second entry
	return m
}

func (a *Audit) write(ctx context.Context, e *Entry, m *nats.Msg) (sequence uint64, err error) {
	e.Format = format
	if e.Time == 0 {
		e.Time = subjects.At(time.Now())
	}
	if m.Data, err = json.Marshal(e); err != nil {
		return 0, err
	}
	var ack struct {
		Error    *jetstream.APIError `json:"error"`
		Sequence uint64              `json:"seq"`
	}
	err = a.ask(ctx, m, &ack)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%w: %w", ErrUnwritten, err)
	case ack.Error == nil:
		return ack.Sequence, nil
	case ack.Error.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence,
		ack.Error.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant:
		return 0, ErrOvertaken
	default:
		return 0, fmt.Errorf("%w: %w", ErrUnwritten, ack.Error)
	}
}

// Last is the latest entry of a kind and its sequence, zero when there is none.
func (a *Audit) Last(ctx context.Context, w What) (e Entry, sequence uint64, err error) {
	m := nats.NewMsg("$JS.API.STREAM.MSG.GET." + Stream)
	m.Data, _ = json.Marshal(map[string]string{"last_by_subj": root + string(w)}) // it never fails
	var got struct {
		Error   *jetstream.APIError `json:"error"`
		Message struct {
			Sequence uint64 `json:"seq"`
			Data     []byte `json:"data"`
		} `json:"message"`
	}
	err = a.ask(ctx, m, &got)
	switch {
	case err != nil:
		return e, 0, err
	case got.Error != nil && got.Error.ErrorCode == jetstream.JSErrCodeMessageNotFound:
		return e, 0, nil
	case got.Error != nil:
		return e, 0, got.Error
	}
	return e, got.Message.Sequence, json.Unmarshal(got.Message.Data, &e)
}

// ask sends a request until it is answered or ctx is done: while a leader is elected nobody
// answers.
func (a *Audit) ask(ctx context.Context, m *nats.Msg, answer any) error {
	return retry.UntilDone(ctx, func(ctx context.Context) error { return a.try(ctx, m, answer) })
}

func (a *Audit) try(ctx context.Context, m *nats.Msg, answer any) error {
	if !a.opened.Load() {
		if err := a.open(ctx); err != nil {
			return err
		}
		a.opened.Store(true)
	}
	reply, err := a.nc.RequestMsgWithContext(ctx, m)
	if err != nil {
		return err
	}
	return json.Unmarshal(reply.Data, answer)
}
