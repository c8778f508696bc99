package journal

import (
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

// interrupted has something happen amid a replay.
type interrupted struct {
	Machine
	after uint64
	then  func()
}

func (i interrupted) Pass(seq uint64) {
	i.Machine.Pass(seq)
	if seq == i.after {
		i.then()
	}
}

// TestStopsAmidAReplay takes the stream away from a replica that reads it. Told to
// stop, it does not go on asking for it.
func TestStopsAmidAReplay(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	js := jetStream(t, url)
	first := started(t, url)
	for range 5000 { // more than a reader is sent at once
		first.do(t, listOf(1))
	}
	first.stop()
	taken := make(chan struct{})
	second := start(t, url, func(c *Config) {
		c.Machine = interrupted{command.NewMachine(func([]rollcall.Outcome) {}), 20, func() {
			if err := js.DeleteStream(t.Context(), Stream); err != nil {
				t.Error(err)
			}
			close(taken)
			<-time.After(200 * time.Millisecond) // by then the reader has been told
		}}
	})
	<-taken
	<-time.After(400 * time.Millisecond) // by then it has read what it was sent
	began := time.Now()
	second.stop()
	if took := time.Since(began); took > readWithin {
		t.Errorf("it took %v to stop", took)
	}
}
