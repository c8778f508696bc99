//go:build faults && linux

package page_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

// slow is somebody who sends a request so slowly, or so much of it, that it never ends.
type slow struct {
	name   string
	begins string
	goes   string        // on with
	every  time.Duration // between two of that
	many   int
	cut    time.Duration // within which the page has done with it
}

const form = "POST /present HTTP/1.1\r\nHost: chamada.escola\r\n" +
	"Content-Type: application/x-www-form-urlencoded\r\n"

// lag is what a machine that is busy adds to a limit.
const lag = 3 * time.Second

var slows = []slow{
	{"header byte by byte", "GET /3030 HTTP/1.1\r\nHost: chamada.escola\r\nX: ", "x",
		500 * time.Millisecond, 2000, 5*time.Second + lag},
	{"nothing at all", "", "", 500 * time.Millisecond, 1000, 5*time.Second + lag},
	{"body byte by byte", form + "Content-Length: 9999\r\n\r\nclass=", "3",
		500 * time.Millisecond, 2000, 15*time.Second + lag},
	{"body without a length", form + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n3\r\n",
		500 * time.Millisecond, 1000, 15*time.Second + lag},
	{"body without end", form + "Transfer-Encoding: chunked\r\n\r\n",
		"400\r\n" + string(make([]byte, 1024)) + "\r\n", time.Millisecond, 500, lag},
}

// TestSlow has thousands send byte by byte, or without end, and sees that each is cut off,
// nothing of them stays, and phones that have scanned go on.
func TestSlow(t *testing.T) {
	s := serve(t)
	goroutines, resident := s.metric("go_goroutines"), s.peak()
	all := 0
	s.besides("127.0.1.1", 1_000_000, func() {
		var everybody sync.WaitGroup
		for i, kind := range slows {
			all += kind.many
			everybody.Go(func() { kind.attack(t, fmt.Sprintf("127.0.2.%d", i+1)) })
		}
		everybody.Wait()
	})
	s.settled(goroutines)
	each := (s.peak() - resident) / all
	t.Logf("%d slow connections at once: %d bytes resident each, at most", all, each)
	if each > 64<<10 {
		t.Errorf("a slow connection takes %d bytes", each)
	}
}

// attack begins all of them at once, and reports how long they lasted.
func (k slow) attack(t *testing.T, from string) {
	lasted := make([]time.Duration, k.many)
	var all sync.WaitGroup
	for i := range lasted {
		all.Go(func() {
			var err error
			if lasted[i], err = k.last(from); err != nil {
				t.Errorf("%s: %v", k.name, err)
			}
		})
	}
	all.Wait()
	report(t, k.name, lasted)
	if longest := slices.Max(lasted); longest > k.cut {
		t.Errorf("%s: it goes on for %v", k.name, longest)
	}
}

// last is how long the page lets one of them go on.
func (k slow) last(from string) (time.Duration, error) {
	conn, err := dial(from)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	began := time.Now()
	if _, err := conn.Write([]byte(k.begins)); err != nil {
		return 0, err
	}
	cut := make(chan struct{})
	go func() { // what it says, it says before it cuts off
		defer close(cut)
		for buf := make([]byte, 512); ; {
			if _, err := conn.Read(buf); err != nil {
				return
			}
		}
	}()
	for {
		select {
		case <-cut:
			return time.Since(began), nil
		case <-time.After(k.every):
		}
		if time.Since(began) > 2*k.cut {
			return time.Since(began), nil
		}
		_, _ = conn.Write([]byte(k.goes)) // where it fails, the other side has cut it
	}
}
