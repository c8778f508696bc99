//go:build faults && linux

package page_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	guesses = 100_000
	// judged is how many wrong codes of one source the page has judged before it turns the
	// source away for a minute.
	judged = 300
	// takes is the most that the process may grow by, in bytes: what the page and the
	// coordinator count, as much garbage again, and the 128 MiB of it that serve lets lie.
	takes = 384 << 20
)

// TestWrongCodes has a hundred thousand wrong codes be typed, from one source and from a
// thousand, each by a phone of its own: memory stays bounded, and phones of the same source
// that have scanned go on.
func TestWrongCodes(t *testing.T) {
	for name, sources := range map[string]int{"one source": 1, "many sources": 1000} {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			resident := s.peak()
			var told tally
			began := time.Now()
			s.besides(source(0), 1_000_000, func() { told.guessFrom(t, sources) })
			pauses := 1 + int(time.Since(began)/time.Minute)
			grown := s.peak() - resident
			t.Logf("%d codes were judged, %d turned away, %d asked to come again; %d MiB more "+
				"resident at most", told.wrong.Load(), told.turned.Load(), told.busy.Load(),
				grown>>20)
			if most := int64(sources * judged * pauses); told.wrong.Load() > most {
				t.Errorf("more than %d were judged", most)
			}
			if sources == 1 && told.turned.Load() < guesses/2 {
				t.Error("few were turned away")
			}
			if grown > takes {
				t.Errorf("%d MiB more are resident", grown>>20)
			}
		})
	}
}

// tally counts what guessers were told.
type tally struct{ next, wrong, turned, busy atomic.Int64 }

// guessFrom types all the codes, from so many sources in turn.
func (o *tally) guessFrom(t *testing.T, sources int) {
	airs := make([]*network, sources)
	for i := range airs {
		airs[i] = wifi(source(i), gateway)
	}
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			for n := o.next.Add(1); n <= guesses; n = o.next.Add(1) {
				status, said, err := airs[int(n)%sources].guess(int(n))
				if err == nil {
					err = o.note(status, said)
				}
				if err != nil {
					t.Errorf("guess %d: %v", n, err)
					return
				}
			}
		})
	}
	all.Wait()
}

func (o *tally) note(status int, said string) error {
	switch {
	case strings.Contains(said, "This is not the code of the room"):
		o.wrong.Add(1)
	case strings.Contains(said, "Too many wrong codes"):
		o.turned.Add(1)
	case status == http.StatusServiceUnavailable:
		o.busy.Add(1)
	default:
		return fmt.Errorf("%d %s", status, said)
	}
	return nil
}

// source is an address that phones come from; the first is that of who has scanned.
func source(n int) string { return fmt.Sprintf("127.0.%d.%d", 4+n/250, n%250) }

// guess types a code as a phone that was never seen, and gives what it was told.
func (n *network) guess(k int) (status int, said string, err error) {
	p := n.phone(0, "")
	resp, said, err := p.at(0, http.MethodPost, "/present", url.Values{
		"class": {fmt.Sprint(class)}, "student": {fmt.Sprint(5_000_000 + k)},
		"code": {fmt.Sprintf("%05d", k%100_000)}}) // a digit too few: never the right one
	if err != nil {
		return 0, "", err
	}
	status = resp.StatusCode
	if status == http.StatusSeeOther {
		_, said, err = p.at(0, http.MethodGet, resp.Header.Get("Location"), nil)
	}
	return status, said, err
}
