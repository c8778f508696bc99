//go:build faults && linux

package disk_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

const (
	diskMiB = 64 // the size of a small disk
	mostMiB = 50 // what leaves so little of it that the load fills it within seconds
)

func TestFilledFromOutside(t *testing.T) {
	disk := newFilesystem(t, diskMiB)
	p := serve(t, disk.data())
	l := newLoad(t, p.Client)
	l.grows(t)

	filler := disk.write(t, diskMiB)
	t.Logf("unhealthy after %v", p.becomes(t, http.StatusServiceUnavailable, "is full"))
	l.starves(t)
	remove(t, filler)
	t.Logf("healthy after %v", p.becomes(t, http.StatusOK, "ok"))
	l.grows(t)

	l.stop()
	l.check(t, p.Client)
	said(t, p, "is full", "has room again")
	p.Kill()
	l.check(t, serve(t, disk.data()).Client)
}

// The journal alone does not fill a disk: JetStream has a limit.
func TestFilledByTheJournal(t *testing.T) {
	disk := newFilesystem(t, diskMiB)
	others := disk.write(t, mostMiB)
	p := serve(t, disk.data())
	l := newLoad(t, p.Client)

	t.Logf("unhealthy after %v", p.becomes(t, http.StatusServiceUnavailable, "is full"))
	l.starves(t)
	remove(t, others)
	t.Logf("healthy after %v", p.becomes(t, http.StatusOK, "ok"))
	l.grows(t)

	l.stop()
	l.check(t, p.Client)
	said(t, p, "is full", "has room again")
}

// grows waits until more are confirmed.
func (l *load) grows(t *testing.T) {
	t.Helper()
	before, _ := l.counts()
	natstest.Within(t, 20*time.Second, func() error {
		if now, _ := l.counts(); now < before+1000 {
			return fmt.Errorf("nobody is confirmed: %v", l.failure())
		}
		return nil
	})
}

// starves waits until everybody is being refused, and sees that it stays so.
func (l *load) starves(t *testing.T) {
	t.Helper()
	_, before := l.counts()
	natstest.Within(t, 20*time.Second, func() error {
		if _, now := l.counts(); now < before+10*workers {
			return errors.New("nobody is refused")
		}
		return nil
	})
	confirmed, _ := l.counts()
	for range 100 {
		began := time.Now()
		_, err := ask[subjects.Roll](l.nc, subjects.TeacherList, "", subjects.ListRequest{Class: 1})
		refused, ok := errors.AsType[*subjects.Error](err)
		if took := time.Since(began); !ok || refused.Code != subjects.Unavailable || took > quick {
			t.Fatalf("after %v: %v", took, err)
		}
	}
	if now, _ := l.counts(); now != confirmed {
		t.Errorf("%d were confirmed by a server that cannot store", now-confirmed)
	}
}

// said sees that the log has each text once.
func said(t *testing.T, p *server, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if n := p.Said.Count(text); n != 1 {
			t.Errorf("the log says %q %d times", text, n)
		}
	}
	t.Logf("the log:\n%s", p.Said.String())
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}
