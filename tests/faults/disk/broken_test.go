//go:build faults && linux

package disk_test

import (
	"errors"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/chamada/chamada/tests/natstest"
)

// A disk that failed to sync may have lost what is read back from it, so a
// server must not go on by itself, even when the disk seems well again.
func TestSyncFails(t *testing.T) {
	disk := newFilesystem(t, diskMiB)
	p := serve(t, disk.data())
	l := newLoad(t, p.Client)
	l.grows(t)

	heal := failSync(t, p)
	t.Logf("unhealthy after %v", p.becomes(t, http.StatusServiceUnavailable, "does not keep"))
	l.starves(t)
	heal()
	l.staysBroken(t, p)
	l.survivesRemount(t, p, disk)
}

func TestDiskDies(t *testing.T) {
	disk := newFilesystem(t, diskMiB)
	p := serve(t, disk.data())
	l := newLoad(t, p.Client)
	l.grows(t)

	disk.die(t, p)
	t.Logf("unhealthy after %v", p.becomes(t, http.StatusServiceUnavailable, "does not keep"))
	l.starves(t)
	l.staysBroken(t, p)
	l.survivesRemount(t, p, disk)
}

// staysBroken sees, for longer than a recovery takes, that nothing becomes well.
func (l *load) staysBroken(t *testing.T, p *server) {
	t.Helper()
	confirmed, _ := l.counts()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for late := time.After(5 * time.Second); ; {
		if status, body := p.health(t); status != http.StatusServiceUnavailable {
			t.Fatalf("healthz: %d %s", status, body)
		}
		select {
		case <-again.C:
		case <-late:
			if now, _ := l.counts(); now != confirmed {
				t.Errorf("%d were confirmed by a server that cannot sync", now-confirmed)
			}
			return
		}
	}
}

// survivesRemount throws away all that was not synced, and looks for what was
// confirmed on a disk that is sound.
func (l *load) survivesRemount(t *testing.T, p *server, disk *filesystem) {
	t.Helper()
	l.stop()
	said(t, p, "does not keep")
	disk.die(t, p)
	p.Kill()
	disk.remount(t)
	again := serve(t, disk.data())
	again.becomes(t, http.StatusOK, "ok")
	l.check(t, again.Client)
}

// failSync makes every fsync of the process fail, and reach no disk, until
// heal is called.
func failSync(t *testing.T, p *server) (heal func()) {
	t.Helper()
	var said natstest.Log
	strace := exec.Command("strace", "-f", "-o", os.DevNull, "-e",
		"trace=fsync,fdatasync,sync_file_range,msync",
		"-e", "inject=fsync,fdatasync,sync_file_range,msync:error=EIO", "-p", strconv.Itoa(p.PID()))
	strace.Stderr = &said
	if err := strace.Start(); err != nil {
		t.Fatal(err)
	}
	heal = sync.OnceFunc(func() {
		_ = strace.Process.Signal(os.Interrupt) // it lets go and ends
		_ = strace.Wait()
	})
	t.Cleanup(heal)
	natstest.Within(t, 5*time.Second, func() error {
		if said.Count("attached") == 0 {
			return errors.New("strace is not attached: " + said.String())
		}
		return nil
	})
	return heal
}
