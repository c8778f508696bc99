package embedded_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/tests/natstest"
)

var (
	errFull = &fs.PathError{Op: "write", Path: "1.blk", Err: embedded.NoSpace[0]}
	errSync = &fs.PathError{Op: "sync", Path: "1.blk", Err: syscall.EIO}
)

func TestWhatFailureMeans(t *testing.T) {
	for _, c := range []struct {
		err  error
		want embedded.Code
	}{
		{errFull, embedded.StorageFull},
		{&fs.PathError{Op: "open", Path: "2.blk", Err: embedded.NoSpace[0]}, embedded.StorageFull},
		{&fs.PathError{Op: "write", Path: "1.blk", Err: embedded.NoSpace[1]}, embedded.StorageFull},
		{errSync, embedded.StorageBroken},
		{&fs.PathError{Op: "sync", Path: "1.blk", Err: embedded.NoSpace[0]},
			embedded.StorageBroken},
		{&fs.PathError{Op: "write", Path: "1.blk", Err: syscall.EFBIG}, embedded.StorageBroken},
		{&fs.PathError{Op: "open", Path: "2.blk", Err: syscall.EROFS}, embedded.StorageBroken},
	} {
		dir := t.TempDir()
		s := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
		s.LogError(c.err)
		e, ok := errors.AsType[*embedded.Error](s.Storage())
		if !ok || e.Code != c.want || e.Subject != dir || !errors.Is(e, c.err) {
			t.Errorf("%v: got %v, want %s", c.err, s.Storage(), c.want)
		}
	}
}

// What is no failure of the disk makes the server try the disk, no more.
func TestErrorsOfOthers(t *testing.T) {
	dir := t.TempDir()
	s := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	before := written(t, dir)
	s.LogError(errors.New("no space left on device, they say"))
	eventually(t, func() error {
		if written(t, dir) == before {
			return errors.New("the disk was not tried")
		}
		return nil
	})
	if err := s.Storage(); err != nil {
		t.Error(err)
	}
}

// written is when a file was last made or removed in dir.
func written(t *testing.T, dir string) time.Time {
	t.Helper()
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

func TestFullStoreIsReopened(t *testing.T) {
	t.Parallel()
	var out natstest.Log
	log := slog.New(slog.NewTextHandler(&out, nil))
	dir := t.TempDir()
	s := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1", Logger: log})
	store(t, s.ClientURL(), "first")
	before := describe(t, s)

	ctx, stop := context.WithCancel(t.Context())
	acked := publish(ctx, jetStream(t, s.ClientURL()))
	for range 3 {
		s.LogError(errFull)
		eventually(t, s.Storage)
	}
	stop()
	last := <-acked

	after := describe(t, s)
	if !after.Created.Equal(before.Created) {
		t.Error("it is another stream")
	}
	if n := after.State; n.Msgs != last || n.LastSeq != last || n.NumDeleted != 0 {
		t.Errorf("%d messages were acked: %+v", last, n)
	}
	if n := strings.Count(out.String(), "room again"); n != 3 {
		t.Errorf("it was reopened %d times:\n%s", n, out.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "chamada.probe")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the probe is left: %v", err)
	}
}

// A node of a cluster whose disk is full turns itself off, slowly where it leads. When
// there is room before it has, it is started again all the same, and only then.
func TestFullLeaderIsStartedAgain(t *testing.T) {
	t.Parallel()
	g := newGroup(t, 3)
	var leader *embedded.Server
	natstest.Eventually(t, "one leads", func() bool {
		for _, n := range g.nodes {
			if n.Leads() {
				leader = n
			}
		}
		return leader != nil
	})
	off := make(chan error, 1)
	go func() { off <- leader.TurnOff() }()
	natstest.Eventually(t, "it turns off", func() bool { return !leader.On() })
	leader.LogError(errFull)
	if err := <-off; err != nil {
		t.Fatal(err)
	}
	eventually(t, leader.Storage)
	eventually(t, leader.Current)
	if !leader.On() {
		t.Error("it is off")
	}
}

// Turned off for no reason that is known, it is for a person to see why.
func TestTurnedOff(t *testing.T) {
	t.Parallel()
	s := start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1"})
	if err := s.TurnOff(); err != nil {
		t.Fatal(err)
	}
	natstest.Eventually(t, "it notices", func() bool {
		e, ok := errors.AsType[*embedded.Error](s.Storage())
		return ok && e.Code == embedded.StorageBroken
	})
}

// publish sends message after message, each under one id until it is acked,
// and tells the sequence of the last.
func publish(ctx context.Context, js jetstream.JetStream) <-chan uint64 {
	acked := make(chan uint64, 1)
	go func() {
		var last uint64
		for n := 0; ctx.Err() == nil; n++ {
			for {
				ack, err := js.Publish(context.WithoutCancel(ctx), "test", nil,
					jetstream.WithMsgID(strconv.Itoa(n)))
				if err == nil {
					last = ack.Sequence
					break
				}
			}
		}
		acked <- last
	}()
	return acked
}

func describe(t *testing.T, s *embedded.Server) *jetstream.StreamInfo {
	t.Helper()
	stream, err := jetStream(t, s.ClientURL()).Stream(t.Context(), "TEST")
	if err != nil {
		t.Fatal(err)
	}
	return stream.CachedInfo()
}

func TestBrokenStoreIsLeftAlone(t *testing.T) {
	t.Parallel()
	var out natstest.Log
	log := slog.New(slog.NewTextHandler(&out, nil))
	s := start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1", Logger: log})
	s.LogError(errFull)
	s.LogError(errSync)
	s.LogError(errFull)
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for late := time.After(3 * time.Second); ; { // longer than a reopening takes
		e, ok := errors.AsType[*embedded.Error](s.Storage())
		if !ok || e.Code != embedded.StorageBroken {
			t.Fatalf("it is %v", s.Storage())
		}
		select {
		case <-again.C:
			continue
		case <-late:
		}
		break
	}
	if n := strings.Count(out.String(), "does not keep"); n != 1 {
		t.Errorf("the log says %d times that the disk is broken:\n%s", n, out.String())
	}
}

func TestRepeatedErrorIsLoggedOnce(t *testing.T) {
	var out natstest.Log
	log := slog.New(slog.NewTextHandler(&out, nil))
	s := start(t, embedded.Config{DataDir: t.TempDir(), Host: "127.0.0.1", Logger: log})
	for range 10 {
		s.LogError(errors.New("again"))
	}
	s.LogError(errors.New("something else"))
	if strings.Count(out.String(), "again") != 1 || !strings.Contains(out.String(), "else") {
		t.Errorf("logged:\n%s", out.String())
	}
}
