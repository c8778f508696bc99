package loglimit_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"github.com/chamada/chamada/coordinator/loglimit"
)

// log is a limited log, and what is written to it.
type log struct {
	*slog.Logger
	limited *loglimit.Handler
	buffer
}

// buffer is what several goroutines write to.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func (b *buffer) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text.Reset()
}

func newLog() *log {
	l := new(log)
	l.limited = loglimit.New(slog.NewTextHandler(&l.buffer, nil))
	l.Logger = slog.New(l.limited)
	return l
}

func (l *log) say(source loglimit.Source, kind, text string) {
	l.Log(loglimit.From(context.Background(), source, kind), slog.LevelError, text)
}

// lines are those written so far that have a part, which is then forgotten.
func (l *log) lines(part string) (n int) {
	for line := range strings.Lines(l.String()) {
		if strings.Contains(line, part) {
			n++
		}
	}
	l.Reset()
	return n
}

func TestLinesOfAKindAreLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLog()
		defer l.limited.Close()
		for i := range 100_000 {
			l.say(loglimit.Clients, "denied", fmt.Sprint("denied ", i))
		}
		if n := l.lines("denied"); n != 50 {
			t.Errorf("%d lines are written at once", n)
		}
		time.Sleep(6 * time.Second)
		synctest.Wait()
		if said := l.String(); !strings.Contains(said, `lines=99950`) ||
			!strings.Contains(said, `like="denied 50"`) {
			t.Errorf("what was left out is not told: %s", said)
		}
		l.Reset()
		for i := range 100 {
			l.say(loglimit.Clients, "denied", fmt.Sprint("denied again ", i))
		}
		if n := l.lines("denied"); n != 6 {
			t.Errorf("%d lines are written after 6 s", n)
		}
	})
}

// TestRareIsNotDrowned has lines of clients of every kind there is, and asks whether
// the server's own get through, of a kind that is frequent as well.
func TestRareIsNotDrowned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLog()
		defer l.limited.Close()
		for i := range 100_000 {
			text := fmt.Sprint("kind ", i)
			l.say(loglimit.Clients, text, text)
			l.say(loglimit.Server, "frequent", text)
		}
		if n := l.lines("kind"); n != 150 {
			t.Errorf("%d lines are written of any kind", n)
		}
		l.say(loglimit.Server, "the disk fails", "the disk fails")
		l.say(loglimit.Peers, "authentication error", "authentication error")
		l.Warn("cannot commit")
		if n := l.lines(""); n != 3 {
			t.Errorf("of three rare lines %d are written", n)
		}
	})
}

func TestTheSameIsWrittenOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLog()
		defer l.limited.Close()
		for range 10 * 60 {
			l.say(loglimit.Server, "no leader", "there is no leader")
			time.Sleep(time.Second)
		}
		synctest.Wait()
		told := strings.Count(l.String(), "left out")
		if n := l.lines(`msg="there is no leader"`); n != 10 || told < 9 || told > 14 {
			t.Errorf("it is written %d times in ten minutes, and that it comes again %d times", n,
				told)
		}
	})
}

func TestCloseTellsWhatWasLeftOut(t *testing.T) {
	l := newLog()
	l.say(loglimit.Server, "same", "the same")
	l.say(loglimit.Server, "same", "the same")
	l.limited.Close()
	if said := l.String(); !strings.Contains(said, "lines=1") {
		t.Errorf("it is not told: %s", said)
	}
}

// TestOurLinesAreLimited has a message of ours, however its attributes differ.
func TestOurLinesAreLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLog()
		defer l.limited.Close()
		for i := range 10_000 {
			l.With("class", i).Info("roll call opened")
		}
		if n := l.lines("roll call opened"); n != 1000 {
			t.Errorf("%d lines are written at once", n)
		}
	})
}

func TestLongTextsAreCut(t *testing.T) {
	l := newLog()
	defer l.limited.Close()
	for _, text := range []string{
		strings.Repeat("x", 4000), strings.Repeat("é", 4000), strings.Repeat(`"`, 4000),
		strings.Repeat("\x00", 4000),
		strings.Repeat("\xff", 4000), strings.Repeat("\u202e", 4000),
		strings.Repeat("\U000E0001", 4000),
	} {
		l.say(loglimit.Clients, text[:1], text)
		l.Warn("ours", "login", text, "err", errors.New(text))
	}
	for line := range strings.Lines(l.String()) {
		if len(line) > 2*loglimit.MaxText+150 || !strings.Contains(line, "(cut)") {
			t.Errorf("%d bytes: %s", len(line), line)
		}
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{"plain", "\x00\x1b[31m", "\u202e", "\xff", "\uFFFD",
		strings.Repeat("é", 151), `"\`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cut := loglimit.Cut(text)
		if !utf8.ValidString(cut) {
			t.Fatalf("%q is not valid UTF-8", cut)
		}
		if size := len(strconv.Quote(cut)) - 2; size > loglimit.MaxText+len("… (cut)") {
			t.Fatalf("%d bytes: %q", size, cut)
		}
		for _, r := range cut {
			if !strconv.IsPrint(r) {
				t.Fatalf("%q has %q", cut, r)
			}
		}
		if strings.HasPrefix(text, cut) && cut != text {
			t.Fatalf("%q is not marked as cut", cut)
		}
	})
}
