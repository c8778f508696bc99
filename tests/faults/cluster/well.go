//go:build faults && linux

package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	// wellWithin is longer than it takes to come back from anything: a leader
	// that was cut off needs up to two minutes under load until its copy of the
	// journal is whole again.
	wellWithin = 4 * time.Minute
	askFor     = 2 * time.Second
	stream     = "CHAMADA"
)

// AwaitWell returns when nothing is wrong any more, and what was the last to
// become well.
func (c *Cluster) AwaitWell() (last error) {
	c.t.Helper()
	return await(c.t, c.Well)
}

// await tries until it works, and gives the last error.
func await(t testing.TB, try func() error) (last error) {
	t.Helper()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	late := time.After(wellWithin)
	for {
		err := try()
		if err == nil {
			return last
		}
		last = err
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("not within %v: %v", wellWithin, err)
		}
	}
}

// Well is nil when every node says that it is healthy: it serves, and has all of
// the journal.
func (c *Cluster) Well() error {
	for _, n := range c.Nodes {
		if _, err := n.Get("/healthz"); err != nil {
			return err
		}
	}
	return nil
}

// AwaitLeader returns when another node than the one that is off leads the
// journal: then what was confirmed is on the two that are left.
func (c *Cluster) AwaitLeader(off *Node) {
	c.t.Helper()
	_ = await(c.t, func() error {
		if l := c.Leader(); l == nil || l == off {
			return errors.New("nobody leads the journal")
		}
		return nil
	})
}

// Leader is the node that leads the journal, nil when none is known.
func (c *Cluster) Leader() *Node {
	info, err := c.journal()
	if err != nil {
		return nil
	}
	for _, n := range c.Nodes {
		if n.Name == info.Leader {
			return n
		}
	}
	return nil
}

// journal asks any node that is there.
func (c *Cluster) journal() (*jetstream.ClusterInfo, error) {
	urls := make([]string, size)
	for i, n := range c.Nodes {
		urls[i] = n.URL()
	}
	nc, err := nats.Connect(strings.Join(urls, ","), nats.Timeout(askFor))
	if err != nil {
		return nil, err
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), askFor)
	defer cancel()
	s, err := js.Stream(ctx, stream)
	if err != nil {
		return nil, err
	}
	return s.CachedInfo().Cluster, nil
}

// Get is a page of the node's health and metrics; any status but 200 is an error.
func (n *Node) Get(path string) (string, error) {
	client := http.Client{Timeout: askFor, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get("http://" + n.Address + ":8222" + path)
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", n.Name, resp.Status, body)
	}
	return string(body), err
}
