package journal

import (
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/natstest"
)

// TestLate has a record come that was stuck in a replica that stood still. Neither age nor
// the time of the stream's leader alone tells of each: where nobody has written meanwhile
// no record is older, and a leader whose clock was set back stores it in time.
func TestLate(t *testing.T) {
	t.Parallel()
	const stuck = storeWithin + 500*time.Millisecond
	for name, c := range map[string]struct {
		written, age time.Duration // before what they are now
		want         rollcall.Verdict
	}{
		"in time":                      {0, 0, rollcall.Listed},
		"just in time by age":          {0, storeWithin - 100*time.Millisecond, rollcall.Listed},
		"nobody has written meanwhile": {stuck, 0, rollcall.NotOpen},
		"the clock was set back":       {-time.Hour, stuck, rollcall.NotOpen},
		"the clock was set forward":    {time.Hour, 0, rollcall.NotOpen},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := natstest.Start(t, t.TempDir()).ClientURL()
			js := jetStream(t, url)
			var life lifetime
			r := started(t, url, life.use)
			life.pass(time.Hour)
			r.do(t, listOf(1))
			_, age := r.ledger.now()
			rec := record.Record{Header: record.Header{
				Version: record.Highest, Epoch: identify(streamInfo(t, js)).epoch,
				Written: time.Now().Add(-c.written), Age: age - c.age,
				After: streamInfo(t, js).State.LastSeq,
			}}
			publish(t, js, sealed(&rec, []byte("start 1795370645123 7 - 5\n")))
			for _, replica := range []*replica{r, started(t, url)} {
				if out := replica.do(t, listOf(7)); out.Verdict != c.want {
					t.Errorf("the start that was stuck has come to %s", show(out))
				}
			}
		})
	}
}
