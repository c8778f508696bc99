package terminal

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestPipeIsReadPlainly(t *testing.T) {
	var out, err bytes.Buffer
	term := New(strings.NewReader("10\r\n3030"), &out, &err)
	for _, want := range []string{"10", "3030"} {
		if line, e := term.ReadLine(t.Context(), "prompt"); line != want || e != nil {
			t.Errorf("read %q, %v", line, e)
		}
	}
	if _, e := term.ReadLine(t.Context(), "prompt"); e != io.EOF {
		t.Errorf("at the end: %v", e)
	}
	term.Resultf("%d", 1)
	term.Notef("%d", 2)
	if term.Interactive() || out.String() != "1\n" || err.String() != "chamada: 2\n" {
		t.Errorf("out %q, err %q", &out, &err)
	}
}

func TestContextEndsTheWaitForInput(t *testing.T) {
	never, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := New(never, io.Discard, io.Discard).ReadLine(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
