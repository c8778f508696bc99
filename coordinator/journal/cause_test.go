package journal

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// TestLeaderless has whoever starts alone of three hear what is missing, however NATS says it.
func TestLeaderless(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Cause
	}{
		{context.DeadlineExceeded, Leaderless},
		{nats.ErrNoResponders, Leaderless},
		{&jetstream.APIError{Code: 503, ErrorCode: notAvailable}, Leaderless},
		{&jetstream.APIError{Code: 503, ErrorCode: notAvailable + 1}, Unknown},
		{errors.New("another"), Unknown},
	} {
		err := fmt.Errorf("open: %w", leaderless(c.err))
		if got := CauseOf(err); got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%v: the cause is %q, not %q", err, got, c.want)
		}
	}
}
