package node_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// filled is the configuration of a node that was stopped, with a roll call open.
func filled(t *testing.T) node.Config {
	t.Helper()
	cfg := config(t)
	m := start(t, cfg)
	c := clients.New(natstest.Connect(t, m.ClientURL()))
	if _, err := c.Start(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	for _, student := range []subjects.Student{"1", "2", "3", "4", "5"} {
		if _, err := c.Present(t.Context(), 7, student); err != nil {
			t.Fatal(err)
		}
	}
	stop(t, m)
	return cfg
}

func journalDir(cfg node.Config) string {
	return filepath.Join(cfg.DataDir, "jetstream", "CHAMADA", "streams", journal.Stream)
}

// damaged starts a node that must not start, and says so.
func damaged(t *testing.T, cfg node.Config, word string) {
	t.Helper()
	e, ok := errors.AsType[*embedded.Error](refused(t, cfg, "--data"))
	if !ok || e.Code != embedded.DataDamaged || !strings.Contains(e.Error(), word) {
		t.Errorf("got %v, want: %s", e, word)
	}
}

// unwell starts a node that must not serve, and gives back what its health says.
func unwell(t *testing.T, cfg node.Config, word string) {
	t.Helper()
	cfg.HTTP = natstest.FreeAddrs(t, 1)[0]
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- node.New(cfg).Run(ctx) }()
	natstest.Eventually(t, "healthz says: "+word, func() bool {
		status, body := health(cfg.HTTP)
		if status == http.StatusOK {
			t.Fatal("it serves")
		}
		return strings.Contains(body, word)
	})
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func health(addr string) (status int, body string) {
	resp, err := http.Get("http://" + addr + "/healthz")
	if err != nil {
		return 0, "" // not yet
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

// TestDamagedJournal: a node does not start on a journal that is not as it was
// written, and says which record it is.
func TestDamagedJournal(t *testing.T) {
	cfg := filled(t)
	block := filepath.Join(journalDir(cfg), "msgs", "1.blk")
	b, err := os.ReadFile(block)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(block, b, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged(t, cfg, "record 4")
}

// TestMissingEnd: what was confirmed and is not at the end of the journal any more is
// missed, though all that is there verifies; also when nothing but the node's own count
// tells that there was more.
func TestMissingEnd(t *testing.T) {
	for _, c := range []struct {
		name  string
		index bool // the server's own index is left
	}{{"with the index", true}, {"without it", false}} {
		t.Run(c.name, func(t *testing.T) {
			cfg := filled(t)
			msgs := filepath.Join(journalDir(cfg), "msgs")
			cut(t, filepath.Join(msgs, "1.blk"))
			if !c.index {
				if err := os.Remove(filepath.Join(msgs, "index.db")); err != nil {
					t.Fatal(err)
				}
			}
			damaged(t, cfg, "records that this node has confirmed are missing at the end")
		})
	}
}

// cut leaves the first two thirds of a file.
func cut(t *testing.T, file string) {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, info.Size()*2/3); err != nil {
		t.Fatal(err)
	}
}

// TestMissingJournal: no new journal is made in the place of one that was confirmed.
func TestMissingJournal(t *testing.T) {
	cfg := filled(t)
	if err := os.RemoveAll(filepath.Join(cfg.DataDir, "jetstream")); err != nil {
		t.Fatal(err)
	}
	damaged(t, cfg, "records that this node has confirmed are missing at the end, records 1 to ")
}

// TestMissingFront: records that somebody purges are missed while the node runs.
func TestMissingFront(t *testing.T) {
	cfg := filled(t)
	m := start(t, cfg)
	js, err := jetstream.New(natstest.Connect(t, m.ClientURL()))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), journal.Stream)
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Purge(t.Context(), jetstream.WithPurgeSequence(4)); err != nil {
		t.Fatal(err)
	}
	stop(t, m)
	unwell(t, cfg, "the front of the journal was removed")
}

// TestDataGone: nothing is confirmed any more when the data directory goes from
// under a running node.
func TestDataGone(t *testing.T) {
	for name, take := range map[string]func(dir string) error{
		"removed": os.RemoveAll,
		"renamed": func(dir string) error { return os.Rename(dir, dir+".old") },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := config(t)
			m := node.New(cfg)
			if err := m.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = m.Close() }() // it cannot put things in order any more
			c := clients.New(natstest.Connect(t, m.ClientURL()), clients.Timeout(time.Second))
			if _, err := c.Start(t.Context(), 7); err != nil {
				t.Fatal(err)
			}
			if err := take(cfg.DataDir); err != nil {
				t.Fatal(err)
			}
			gone := time.Now()
			if _, err := c.Present(t.Context(), 7, "1"); err == nil {
				t.Error("a presence was confirmed that is on no disk")
			}
			natstest.Eventually(t, "healthz says so", func() bool {
				_, body := natstest.Get(t, m.HTTPURL()+"/healthz")
				return strings.Contains(body, "is gone from under the running node")
			})
			if took := time.Since(gone); took > 2*time.Second+time.Second { // the presence's second
				t.Errorf("it took %v", took)
			}
		})
	}
}
