package identity_test

import (
	"bufio"
	"fmt"
	"net"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// guessers are so many strangers.
const guessers = 100

// TestGuessesWithoutWaiting has a hundred strangers guess, 33 times a second each, who do
// not wait to hear that they were wrong. People log in meanwhile, from the same address,
// some of them at logins that are guessed at.
func TestGuessesWithoutWaiting(t *testing.T) {
	if raced {
		t.Skip(
			"how long a login takes says nothing where a code takes a hundred times as long to " +
				"check")
	}
	s := startSystem(t)
	var guesses atomic.Int64
	over := make(chan struct{})
	var strangers sync.WaitGroup
	stop := sync.OnceFunc(func() { close(over); strangers.Wait() })
	defer stop()
	for i := range guessers {
		strangers.Go(func() {
			s.guess(over, &guesses, []string{"nobody", "davi", "205182055"}[i%3])
		})
	}
	began := time.Now()
	took := s.comes(t, 5*time.Second)
	rate := float64(guesses.Load()) / time.Since(began).Seconds()
	stop()
	p99 := took[len(took)*99/100]
	t.Logf("%d logins among %.0f guesses a second: p50 %v, p99 %v", len(took), rate,
		took[len(took)/2], p99)
	// All share the processors: where these have much else to do, a guess takes long as well.
	// A login was seen to take as long as two of one stranger's, p99 as eight.
	guess := time.Duration(guessers / rate * float64(time.Second))
	if p99 > max(2*time.Second, 20*guess) {
		t.Errorf("a login takes up to %v, a guess %v", p99, guess)
	}
}

// comes is how long people wait who log in for a while, sorted.
func (s *system) comes(t *testing.T, during time.Duration) (took []time.Duration) {
	t.Helper()
	began := time.Now()
	for i := 0; time.Since(began) < during; i++ {
		login := []string{"042191010", "clara", "porta-1", "davi"}[i%4]
		d, err := s.enter(login, s.codes[login])
		if err != nil {
			t.Fatalf("%s is refused after %v: %v", login, d, err)
		}
		took = append(took, d)
		// 20 a second, as people come
		time.Sleep(time.Until(began.Add(time.Duration(i) * 50 * time.Millisecond)))
	}
	slices.Sort(took)
	return took
}

// guess logs in with a wrong code again and again, and hangs up at once.
func (s *system) guess(over <-chan struct{}, guesses *atomic.Int64, login string) {
	u, err := url.Parse(s.url)
	if err != nil {
		panic(err) // the server's own
	}
	every := time.NewTicker(30 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case <-over:
			return
		case <-every.C: // the rate of the attack
		}
		c, err := net.Dial("tcp", u.Host)
		if err != nil {
			continue
		}
		_, _ = bufio.NewReader(c).ReadString('\n') // INFO
		fmt.Fprintf(c,
			"CONNECT {\"verbose\":false,\"user\":%q,\"pass\":\"7K2M-9QXT-04BD\"}\r\nPING\r\n",
			login)
		_ = c.Close()
		guesses.Add(1)
	}
}
