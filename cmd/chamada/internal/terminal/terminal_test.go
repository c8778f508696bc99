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
	if _, err := New(never, io.Discard, io.Discard).ReadLine(ctx, ""); !errors.Is(err,
		context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestLinesOfPipes are those of Windows, of old Macs, and of shells that put a mark
// before what they pipe.
func TestLinesOfPipes(t *testing.T) {
	for input, want := range map[string]string{
		"\xef\xbb\xbf042\r\n3030\r\n":         "042|3030",
		"042\r3030\r":                         "042|3030",
		"042\r\n\r\n7":                        "042||7",
		"042\r\r7":                            "042||7",
		"\n\n":                                "|",
		"":                                    "",
		"\xff\xfe7\x00\r\x00\n\x008\x00":      "7|8",
		"\xfe\xff\x007\x00\n\x008":            "7|8",
		"\xef7\n":                             "\xef7",
		strings.Repeat("1", 70_000) + "\n8\n": "too long|8",
	} {
		term := New(strings.NewReader(input), io.Discard, io.Discard)
		var got []string
		line, err := term.ReadLine(t.Context(), "")
		for ; err == nil || err == ErrTooLong; line, err = term.ReadLine(t.Context(), "") {
			if err != nil {
				line = "too long"
			}
			got = append(got, line)
		}
		if text := strings.Join(got, "|"); text != want || err != io.EOF {
			t.Errorf("%.20q is read as %q, %v", input, text, err)
		}
	}
}

// TestShortLineIsNotHeldUp: a program may send a line and wait for what comes of it.
func TestShortLineIsNotHeldUp(t *testing.T) {
	input, program := io.Pipe()
	defer program.Close()
	term := New(input, io.Discard, io.Discard)
	for _, end := range []string{"\n", "\r", "\n"} {
		go func() { _, _ = io.WriteString(program, "7"+end) }()
		if line, err := term.ReadLine(t.Context(), ""); line != "7" || err != nil {
			t.Errorf("read %q, %v", line, err)
		}
	}
}
