//go:build faults && linux

package power_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/chamada/chamada/tests/faults/machine"
)

const (
	// servesWithin is longer than two nodes take to agree on a leader.
	servesWithin = time.Minute
	// healthyWithin is longer than a node takes to get what it missed.
	healthyWithin = 4 * time.Minute
)

// stall is a majority that did not serve. What was confirmed is not lost by it:
// that is to be seen when all nodes are back.
type stall struct{ cause error }

func (s *stall) Error() string { return fmt.Sprintf("two of three do not serve: %v", s.cause) }

// endStall brings the third node back, whose copy the others may be in need of,
// and returns a [stall] when all are healthy then.
func (s *system) endStall(cause error, third *machine.Machine) error {
	third.Start()
	if err := s.awaitHealthy(); err != nil {
		return errors.Join(cause, err)
	}
	return &stall{cause}
}

// awaitHealthy returns when every node says that it serves and is current.
func (s *system) awaitHealthy() error {
	return await(healthyWithin, func() (err error) {
		for i := range s.nodes {
			err = errors.Join(err, s.health(i))
		}
		return err
	})
}

// awaitOne returns when one of the nodes says so: as the leader does, though
// the others may have to catch up with it.
func (s *system) awaitOne(nodes []int) error {
	return await(servesWithin, func() (err error) {
		for _, i := range nodes {
			unwell := s.health(i)
			if unwell == nil {
				return nil
			}
			err = errors.Join(err, unwell)
		}
		return err
	})
}

// await tries until it works.
func await(within time.Duration, try func() error) error {
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	late := time.After(within)
	for err := try(); err != nil; err = try() {
		select {
		case <-again.C:
		case <-late:
			return fmt.Errorf("not healthy within %v: %w", within, err)
		}
	}
	return nil
}

// health is what a node says of itself.
func (s *system) health(node int) error {
	client := http.Client{Timeout: 2 * time.Second,
		Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get("http://" + s.address(node, 8222) + "/healthz")
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("node-%d: %s: %s", node, resp.Status, body)
	}
	return err
}
