package classes_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/classes"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestRevisions has two coordinators change one class: each sees what the other was confirmed.
func TestRevisions(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	a, b := start(t, url), start(t, url)
	if e := b.get(t, 3030); e.There() {
		t.Fatalf("%+v is there", e)
	}
	first := a.mustPut(t, 3030, list("um", 2), 0)
	if e := b.get(t, 3030); !e.There() || e.Revision != first || e.Head.Name != "um" ||
		e.Students != 2 {
		t.Fatalf("%+v", e)
	}
	second := b.mustPut(t, 3030, list("dois", 3), first)
	wrong(t, a, 3030, list("três", 1), first, second)
	wrong(t, a, 3030, list("três", 1), 0, second)
	wrong(t, a, 3030, nil, first, second)
	gone := a.mustPut(t, 3030, nil, second)
	if e := b.get(t, 3030); e.There() || first >= second || second >= gone {
		t.Fatalf("%+v after %d, %d, %d", e, first, second, gone)
	}
	wrong(t, b, 3030, list("três", 1), second, 0)
	if _, err := b.put(t, 3030, nil, second, ""); !errors.Is(err, classes.ErrNone) {
		t.Errorf("removing nothing: %v", err)
	}
	if again := b.mustPut(t, 3030, list("quatro", 1), 0); again <= gone {
		t.Errorf("revision %d after %d", again, gone)
	}
}

// wrong checks that a change over a revision is refused, and which one is said to be there.
func wrong(t *testing.T, r *reader, class subjects.Class, l *subjects.ClassList,
	over, is uint64) {
	t.Helper()
	_, err := r.put(t, class, l, over, "")
	conflict, ok := errors.AsType[*classes.ConflictError](err)
	if !ok || conflict.Revision != is {
		t.Errorf("over %d: %v, want a conflict with %d", over, err, is)
	}
}

// TestRepeats asks again under one key, at either coordinator, after each of 31 later changes.
func TestRepeats(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	a, b := start(t, url), start(t, url)
	first, err := a.put(t, 3030, list("um", 2), 0, "first")
	if err != nil {
		t.Fatal(err)
	}
	revision := first.Revision
	for i := range 31 {
		done, err := b.put(t, 3030, list("outra", 1), revision, fmt.Sprint(i))
		if err != nil {
			t.Fatal(err)
		}
		revision = done.Revision
		if again, err := a.put(t, 3030, list("um", 2), 0, "first"); err != nil || again != first {
			t.Fatalf("after %d changes %+v, %v", i, again, err)
		}
	}
	if done, err := a.put(t, 3030, nil, revision, "gone"); err != nil {
		t.Fatal(err)
	} else if again, err := b.put(t, 3030, nil, revision, "gone"); err != nil || again != done {
		t.Errorf("the removal again: %+v, %v", again, err)
	}
}

// TestRemembered makes many changes within two minutes, then many more later.
func TestRemembered(t *testing.T) {
	t.Parallel()
	r := start(t, natstest.Start(t, t.TempDir()).ClientURL())
	at := subjects.Time(time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC).UnixMilli())
	put := func(key string, over uint64, after time.Duration) (classes.Done, error) {
		return r.Do(t.Context(), &classes.Change{Class: 3030, List: list("um", 1), Over: over,
			Key: key, Time: at + subjects.Time(after.Milliseconds()), Refuse: anybody})
	}
	must := func(key string, over uint64, after time.Duration) uint64 {
		t.Helper()
		done, err := put(key, over, after)
		if err != nil {
			t.Fatal(err)
		}
		return done.Revision
	}
	revision := must("first", 0, 0)
	for i := range uint64(100) {
		revision = must(fmt.Sprint(i), revision, 2*time.Minute)
		if again := must("first", 0, 0); again != 1 {
			t.Fatalf("after %d changes within two minutes it is revision %d", i+1, again)
		}
	}
	revision = must("later", revision, 2*time.Minute+time.Millisecond)
	if _, err := put("first", 0, 0); err == nil {
		t.Error("after two minutes it is remembered still")
	}
	for i := range 300 {
		revision = must(fmt.Sprint("more ", i), revision, 3*time.Minute)
	}
	if _, err := put("more 43", 0, 0); err == nil {
		t.Error("more than 256 are remembered")
	}
}

// TestContention has many change one class at once, all over what they have read: none is lost.
func TestContention(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	both := []*reader{start(t, url), start(t, url)}
	const changes = 20
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			r := both[i%2]
			for n := 0; n < changes; {
				e := r.get(t, 7)
				l, over := list("x", 0), uint64(0)
				if e.There() {
					old, err := e.List()
					if err != nil {
						t.Error(err)
						return
					}
					l, over = &old, e.Revision
				}
				student := subjects.Student(fmt.Sprintf("%d%03d", i+1, n))
				l.Students = append(l.Students, subjects.Enrolled{Student: student})
				if _, err := r.put(t, 7, l, over, ""); err == nil {
					n++
				} else if _, ok := errors.AsType[*classes.ConflictError](err); !ok {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	if e := both[0].get(t, 7); e.Students != 4*changes || e.Revision != 4*changes {
		t.Errorf("%d students at revision %d, want %d", e.Students, e.Revision, 4*changes)
	}
}

// TestDamage has documents in the bucket that cannot be used: they are told, and are not taken for
// none.
func TestDamage(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	r := start(t, url)
	r.mustPut(t, 3030, list("um", 2), 0)
	nc := natstest.Connect(t, url)
	js, err := nc.JetStream()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{`{`, `{}`, `{"class":4040,"revision":1,"put":0}`,
		`{"class":3030,"revision":2,"put":"2026-11-28T00:00:00Z","news":1}`,
		`{"class":3030,"revision":2,"put":"2026-11-28T00:00:00Z","list":{"students":[],"x":1}}`} {
		m := nats.NewMsg("$KV." + classes.Bucket + ".3030")
		m.Data = []byte(text)
		m.Header.Set("Chamada-Revision", "41")
		if _, err := js.PublishMsg(m); err != nil {
			t.Fatal(err)
		}
		e := r.get(t, 3030)
		if !e.There() || e.Damaged == nil || e.Revision != 41 {
			t.Errorf("%s: %+v", text, e)
		}
	}
	if told := strings.Join(r.Warnings(), "\n"); !strings.Contains(told,
		"class 3030, revision 41, cannot be used") {
		t.Errorf("told is %q", told)
	}
	if revision := r.mustPut(t, 3030, list("dois", 1), 41); revision != 42 {
		t.Errorf("revision %d", revision)
	}
	if told := r.Warnings(); len(told) > 0 {
		t.Errorf("told is %q", told)
	}
}

// TestBucketMadeAgain has the bucket deleted under two coordinators: what it had is said to be
// gone, and no list of the next bucket is taken for an old revision.
func TestBucketMadeAgain(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	a, b := start(t, url), start(t, url)
	a.mustPut(t, 3030, list("um", 2), a.mustPut(t, 3030, list("um", 2), 0))
	a.mustPut(t, 4040, list("um", 2), 0)
	b.get(t, 4040)
	js, err := natstest.Connect(t, url).JetStream()
	if err != nil {
		t.Fatal(err)
	}
	info, err := js.StreamInfo(classes.Stream)
	if err == nil {
		err = js.DeleteStream(classes.Stream)
	}
	if err == nil {
		_, err = js.AddStream(&info.Config)
	}
	if err != nil {
		t.Fatal(err)
	}
	if e := a.get(t, 3030); e.There() {
		t.Fatalf("%+v is there", e)
	}
	if revision := a.mustPut(t, 3030, list("dois", 1), 0); revision != 1 {
		t.Errorf("revision %d", revision)
	}
	if e := b.get(t, 3030); !e.There() || e.Head.Name != "dois" {
		t.Errorf("%+v", e)
	}
	if e := b.get(t, 4040); e.There() {
		t.Errorf("%+v is there", e)
	}
	if b.log.Count("a class list is gone from the bucket") != 2 {
		t.Errorf("what is gone is not told:\n%s", b.log)
	}
}

// TestErased looks for a name in all files of the store, after the class list that had it was
// replaced and the other one removed.
func TestErased(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	url := natstest.Start(t, dir).ClientURL()
	a, b := start(t, url), start(t, url)
	revision := a.mustPut(t, 3030, list("Nabucodonosor", 3), 0)
	if !inFiles(t, dir, "Nabucodonosor") {
		t.Fatal("this test looks in the wrong place")
	}
	revision = b.mustPut(t, 3030, list("Semiramis", 3), revision)
	natstest.Eventually(t, "the first name is gone", func() bool {
		return !inFiles(t, dir, "Nabucodonosor")
	})
	a.mustPut(t, 3030, nil, revision)
	natstest.Eventually(t, "the second name is gone", func() bool {
		return !inFiles(t, dir, "Semiramis")
	})
}

func inFiles(t *testing.T, dir, text string) (found bool) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // one that has gone meanwhile
		}
		data, err := os.ReadFile(path)
		found = found || err == nil && bytes.Contains(data, []byte(text))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
