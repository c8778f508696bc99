package serve

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
)

// TestLogThatNobodyReads has a pipe whose reader stands still, and then goes on.
func TestLogThatNobodyReads(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	opts := logOptions{format: "json"}
	said := newLines(w, opts)
	log := slog.New(opts.handler(said))
	const all = 4 * maxLines
	for i := range all { // returns, whoever reads
		log.Info("line", "n", i, "rest", strings.Repeat("x", 100))
	}
	if said.Lost() == 0 {
		t.Fatal("nothing was lost: the pipe takes too much for this test")
	}
	read := make(chan []byte)
	go func() {
		var text []byte
		for s := bufio.NewScanner(r); s.Scan(); {
			text = append(append(text, s.Bytes()...), '\n')
		}
		read <- text
	}()
	natstest.Eventually(t, "what waited is written", func() bool { return len(said.queue) == 0 })
	log.Info("again")
	said.Close()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	came, missing := 0, uint64(0)
	for line := range bytes.Lines(<-read) {
		var l struct {
			Msg   string
			Lines uint64
		}
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if l.Msg == "line" {
			came++
		}
		missing += l.Lines
	}
	if missing != said.Lost() || uint64(came)+missing != all {
		t.Errorf("%d lines came, %d are told to be missing, %d are counted, of %d", came, missing,
			said.Lost(), all)
	}
}

func TestLogWhoseReaderIsGone(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	said := newLines(w, logOptions{format: "text"})
	for range 3 {
		fmt.Fprintln(said, "line")
	}
	said.Close()
	fmt.Fprintln(said, "late") // not a panic
	if said.Lost() != 3 {
		t.Errorf("%d lines are counted as lost", said.Lost())
	}
}
