package records

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/retry"
)

const (
	// getSubject is answered by the stream's leader, the library's reads by any of its nodes.
	getSubject = "$JS.API.STREAM.MSG.GET." + Stream
	// batchSubject is answered by any node, one that lags as well.
	batchSubject = "$JS.API.DIRECT.GET." + Stream
)

// wanted says which message of the stream is wanted.
type wanted struct {
	Seq   uint64   `json:"seq,omitempty"`
	Next  string   `json:"next_by_subj,omitempty"` // from Seq on
	Last  string   `json:"last_by_subj,omitempty"`
	Lasts []string `json:"multi_last,omitempty"`
	// Batch and MaxBytes bound how many messages are wanted, from Seq on.
	Batch    int `json:"batch,omitempty"`
	MaxBytes int `json:"max_bytes,omitempty"`
}

// got is the answer of the leader.
type got struct {
	Error   *jetstream.APIError `json:"error"`
	Message struct {
		Subject string `json:"subject"`
		Seq     uint64 `json:"seq"`
		Header  []byte `json:"hdrs"`
		Data    []byte `json:"data"`
	} `json:"message"`
}

// get is a message, as the stream's leader has it. The error is [ErrNone] where there is none.
func (s *Store) get(ctx context.Context, w wanted) (m *message, err error) {
	var answer got
	err = retry.UntilDone(ctx, func(ctx context.Context) error {
		answer = got{} // of a try before
		if _, err := s.stream(ctx, false); err != nil {
			return err
		}
		reply, err := s.js.Conn().RequestWithContext(ctx, getSubject, encode(w))
		if err == nil {
			err = json.Unmarshal(reply.Data, &answer)
		}
		return err
	})
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil, ErrNone
	case err != nil:
		return nil, err
	case answer.Error != nil && (answer.Error.ErrorCode == jetstream.JSErrCodeMessageNotFound ||
		answer.Error.ErrorCode == jetstream.JSErrCodeStreamNotFound):
		return nil, ErrNone
	case answer.Error != nil:
		return nil, answer.Error
	}
	m = &message{subject: answer.Message.Subject, sequence: answer.Message.Seq,
		data: answer.Message.Data}
	if len(answer.Message.Header) > 0 {
		m.header, err = nats.DecodeHeadersMsg(answer.Message.Header)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: message %d of %s: %w", ErrDamaged, m.sequence, Stream, err)
	}
	return m, nil
}
