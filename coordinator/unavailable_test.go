package coordinator_test

import (
	"encoding/json"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/natstest"
)

// journalThrough lets the journal's connection go through the proxy, and
// leaves the one for requests alone.
func journalThrough(proxy *faults.Proxy, url string) func(*coordinator.Config) {
	return func(c *coordinator.Config) {
		c.Connect = func(opts ...nats.Option) (*nats.Conn, error) {
			var o nats.Options
			for _, opt := range opts {
				_ = opt(&o)
			}
			if o.Name == "chamada journal" {
				return natstest.Dial(proxy.URL(), opts...)
			}
			return natstest.Dial(url, opts...)
		}
	}
}

func TestStalledJournal(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	proxy, nc := natstest.Proxy(t, url), natstest.Connect(t, url)
	r := start(t, url, journalThrough(proxy, url))
	ask(t, nc, subjects.TeacherStart, "", `{"class":1}`)
	proxy.Stall(faults.ToServer)

	const many = 100
	codes := make(chan subjects.Code, many)
	var asking sync.WaitGroup
	for i := range many {
		asking.Go(func() { codes <- refusal(t, nc, i) })
	}
	asking.Wait()
	close(codes)
	for code := range codes {
		if code != subjects.Unavailable && code != subjects.Overloaded {
			t.Errorf("refused with %q", code)
		}
	}
	// whoever waited is told just before the health is
	natstest.Eventually(t, "it knows that it is not well", func() bool { return r.Health() != nil })

	proxy.Flow(faults.ToServer)
	natstest.Eventually(t, "it is well again", func() bool { return r.Health() == nil })
	reply := ask(t, nc, subjects.StudentPresent, "", `{"class":1,"student":"1"}`)
	if reply.Header.Get(subjects.HeaderStatus) != "" {
		t.Errorf("after the stall: %s", reply.Data)
	}
}

// refusal is how one of many presences is refused.
func refusal(t *testing.T, nc *nats.Conn, i int) subjects.Code {
	began := time.Now()
	reply := ask(t, nc, subjects.StudentPresent, "", `{"class":1,"student":"`+strconv.Itoa(i)+`"}`)
	var body struct {
		Error map[string]string `json:"error"`
	}
	if err := json.Unmarshal(reply.Data, &body); err != nil || len(body.Error) != 2 {
		t.Errorf("the body is %s", reply.Data)
	}
	if reply.Header.Get(subjects.HeaderStatus) != "503" ||
		reply.Header.Get(subjects.HeaderMessage) != body.Error["message"] {
		t.Errorf("the headers are %v", reply.Header)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("refused after %v", took)
	}
	return subjects.Code(body.Error["code"])
}
