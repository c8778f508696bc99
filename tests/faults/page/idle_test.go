//go:build faults && linux

package page_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
)

const (
	idle = 10_000
	// left is what may stay of a connection that is closed, in bytes: the runtime keeps
	// what a goroutine was, some 450, for the next one.
	left = 1 << 10
)

// TestIdle has ten thousand phones load the page and keep their connection, and then leave:
// phones that have scanned go on, and nothing of who has left stays.
func TestIdle(t *testing.T) {
	s := serve(t)
	goroutines, before := s.metric("go_goroutines"), s.memory()
	conns := make([]net.Conn, idle)
	s.besides("127.0.1.1", 1_000_000, func() {
		var all sync.WaitGroup
		turns := make(chan struct{}, 100)
		for i := range conns {
			turns <- struct{}{}
			all.Go(func() {
				defer func() { <-turns }()
				var err error
				if conns[i], err = load(fmt.Sprintf("127.0.3.%d", 1+i%100)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
	if t.Failed() {
		return
	}
	each := (s.memory() - before) / idle
	t.Logf("%d idle connections: %d bytes each", idle, each)
	if each > 64<<10 {
		t.Errorf("an idle connection takes %d bytes", each)
	}
	s.besides("127.0.1.1", 2_000_000, func() { <-time.After(5 * time.Second) })
	for _, conn := range conns {
		_ = conn.Close()
	}
	s.settled(goroutines)
	stays := (s.memory() - before) / idle
	t.Logf("after they have left: %d bytes each", stays)
	if stays > left {
		t.Errorf("a phone that has left takes %d bytes", stays)
	}
}

// TestFewFiles has more connections come than the process may open files: the page keeps to
// its part of them, and the coordinator goes on with the others.
func TestFewFiles(t *testing.T) {
	const few = 512
	s := serveWith(t, few)
	for source := range 8 {
		for range few / 2 {
			conn, err := dial(fmt.Sprintf("127.0.3.%d", 1+source))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
		}
	}
	for n := range 50 {
		other := class + 1 + subjects.Class(n)
		if _, err := s.teacher.Start(t.Context(), other); err != nil {
			t.Fatal(err)
		}
		if _, err := s.teacher.End(t.Context(), other, true); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(s.Said.String(), "too many open files") {
		t.Error("the process has no files left")
	}
	if !strings.Contains(s.Said.String(), "let the process open more files") {
		t.Error("nobody is told that the page takes few connections")
	}
}

func dial(from string) (net.Conn, error) {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	return dialer.Dial("tcp", gateway)
}

// load loads the form from an address, and keeps the connection.
func load(from string) (net.Conn, error) {
	conn, err := dial(from)
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(conn, "GET /%d HTTP/1.1\r\nHost: chamada.escola\r\n\r\n", class)
	if err != nil {
		return nil, err
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the page answers %s", resp.Status)
	}
	return conn, nil
}
