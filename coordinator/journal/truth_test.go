package journal

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/command"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

// truth is what the stream says, read and applied by the test alone.
type truth struct {
	state    *rollcall.State
	age      time.Duration        // the greatest of a record
	records  [][]rollcall.Command // without those passed over
	sizes    []int                // bytes of each
	outcomes map[rollcall.Key][]string
}

// readTruth folds what the stream holds.
func readTruth(t testing.TB, js jetstream.JetStream) *truth {
	t.Helper()
	stream, err := js.Stream(t.Context(), Stream)
	if err != nil {
		t.Fatal(err)
	}
	info := stream.CachedInfo()
	truth := &truth{state: rollcall.NewState(), outcomes: make(map[rollcall.Key][]string)}
	for seq := info.State.FirstSeq; seq <= info.State.LastSeq; seq++ {
		m, err := stream.GetMsg(t.Context(), seq)
		if err != nil {
			t.Fatalf("record %d: %v", seq, err)
		}
		truth.apply(seq, m.Time, identify(info).epoch, m.Data)
	}
	return truth
}

func (t *truth) apply(seq uint64, stored time.Time, epoch string, data []byte) {
	r, err := record.Cut(epoch, data)
	if err != nil || stored.Sub(r.Written) > storeWithin || t.age-r.Age > storeWithin {
		return
	}
	commands, err := command.Decode(nil, r.Version, r.Body)
	if err != nil {
		return
	}
	t.age = max(t.age, r.Age)
	r.Seq, r.Off = seq, 0
	command.Enter(t.state, &r)
	t.records, t.sizes = append(t.records, commands), append(t.sizes, len(data))
	for i, c := range commands {
		out := t.state.Apply(rollcall.Position{Record: seq, Index: uint16(i)}, c)
		t.outcomes[c.Key] = append(t.outcomes[c.Key], show(out))
	}
}

// commands is how many commands the stream holds.
func (t *truth) commands() (n int) {
	for _, record := range t.records {
		n += len(record)
	}
	return n
}

// confirms checks that the stream says what every call was answered.
func (t *truth) confirms(tb testing.TB, calls []*call) {
	tb.Helper()
	for _, c := range calls {
		if got := show(c.outcome); !slices.Contains(t.outcomes[c.command.Key], got) {
			tb.Fatalf("answered\n%s\nbut the stream says\n%s", got,
				strings.Join(t.outcomes[c.command.Key], "\n"))
		}
	}
}

// sameState checks that each replica has the state that the stream gives: ask
// it anything, the answer is what the stream says. What is asked must have no
// effect: lists, and requests that come again.
func sameState(t testing.TB, js jetstream.JetStream, asked []rollcall.Command,
	replicas ...*replica) {
	t.Helper()
	for _, r := range replicas {
		calls := r.insistAll(asked)
		answeredAll(t, calls)
		truth := readTruth(t, js)
		truth.confirms(t, calls)
		truth.state.Sweep(now())
		natstest.Eventually(t, "it holds what the stream gives, and no more", func() bool {
			got, want := r.machine, truth.state
			return got.Presences() == int64(want.Presences()) &&
				got.Open() == int64(want.OpenRolls())
		})
	}
}
