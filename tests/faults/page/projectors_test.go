//go:build faults && linux

package page_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
)

const (
	projectors = 500
	// eachProjector is the most that one may take, in bytes.
	eachProjector = 64 << 10
)

// TestProjectors has hundreds follow a roll call of sixty: what each takes is bounded, all
// see who comes, and nothing of them stays.
func TestProjectors(t *testing.T) {
	s := serve(t)
	arrive(t, s, 0, 60)
	goroutines, before := s.metric("go_goroutines"), s.memory()
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	seen := make(chan error, projectors)
	transport := &http.Transport{}
	for range projectors {
		go func() { seen <- follow(ctx, transport, "61") }()
	}
	<-time.After(2 * time.Second)
	each := (s.memory() - before) / projectors
	t.Logf("%d projectors: %d bytes each", projectors, each)
	if each > eachProjector {
		t.Errorf("a projector takes %d bytes", each)
	}
	began := time.Now()
	arrive(t, s, 60, 61)
	for range projectors {
		if err := <-seen; err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("all have seen one more arrive after %v", time.Since(began))
	each = (s.memory() - before) / projectors
	t.Logf("%d projectors that have been told of it: %d bytes each", projectors, each)
	if each > eachProjector {
		t.Errorf("a projector that has been told takes %d bytes", each)
	}
	leave()
	transport.CloseIdleConnections()
	s.settled(goroutines)
}

// arrive has the teacher register students.
func arrive(t *testing.T, s *server, from, until int) {
	t.Helper()
	for n := from; n < until; n++ {
		if _, err := s.teacher.Mark(t.Context(), subjects.MarkRequest{Class: class,
			Student: subjects.Student(fmt.Sprint(1000 + n)), Present: true}); err != nil {
			t.Fatal(err)
		}
	}
}

// follow looks at a projector's stream until it shows so many, and keeps looking.
func follow(ctx context.Context, transport *http.Transport, count string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet,
		fmt.Sprintf("http://%s/professor/%d/eventos", gateway, class), nil)
	if err != nil {
		return err
	}
	resp, err := transport.RoundTrip(r)
	if err != nil {
		return err
	}
	context.AfterFunc(ctx, func() { _ = resp.Body.Close() })
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.Contains(lines.Text(), `\u003e`+count+`\u003c/div`) {
			return nil
		}
	}
	return fmt.Errorf("the stream ends before there are %s: %w", count, lines.Err())
}
