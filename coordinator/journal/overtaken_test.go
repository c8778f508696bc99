package journal

import (
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/natstest"
)

// TestOvertaken has a replica write a presence for a roll call that is over, and another one
// open, in records that it has not heard of. It is not judged, and can be written again.
func TestOvertaken(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	proxy := natstest.Proxy(t, url)
	near, far := started(t, url), started(t, proxy.URL())
	near.do(t, startOf(1))
	far.do(t, listOf(1)) // it knows of it from here on

	proxy.Stall(faults.ToClient)
	near.do(t, endOf(1))
	second := near.do(t, startOf(1))
	late := far.submit(presentOf(1, 1))
	natstest.Eventually(t, "it is written", func() bool { return len(far.flight.all()) > 0 })
	proxy.Flow(faults.ToClient)
	if late.wait(t); late.err != nil || late.outcome.Verdict != rollcall.Overtaken {
		t.Fatalf("it comes to %s, %v", show(late.outcome), late.err)
	}
	again := late.command
	again.Time = rollcall.Time(time.Now().UnixMilli())
	out := far.do(t, again)
	if out.Verdict != rollcall.Registered || out.Roll != second.Roll {
		t.Errorf("written again it comes to %s", show(out))
	}
	asked := []rollcall.Command{again, listOf(1)}
	sameState(t, jetStream(t, url), asked, near, far, started(t, url))
}
