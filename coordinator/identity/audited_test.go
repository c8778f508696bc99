package identity_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// TestLoginsAreAudited has two coordinators tell of each change once, also of one that was made
// while none of them was there, and by whom. No number of a student is in it.
func TestLoginsAreAudited(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	second := s.serve(t, s.url)
	users := s.admin(t)
	if err := users.Remove(timeout(t), "davi"); err != nil {
		t.Fatal(err)
	}
	if _, err := users.Renew(timeout(t), "205182055"); err != nil {
		t.Fatal(err)
	}
	s.audited(t, "205182055")
	second()
	// by hand, which says nobody's name
	if _, err := s.core.Request("$KV.chamada-users.eva", []byte("{}"), patience); err != nil {
		t.Fatal(err)
	}
	s.serve(t, s.url)
	all := s.audited(t, "eva")
	var put, removed, students int
	next := uint64(1)
	for _, e := range all {
		if e.First < next || e.Last < e.First {
			t.Errorf("what was told is told again: %+v", e)
		}
		next = e.Last + 1
		by := subjects.Teacher("")
		if e.Removed != nil {
			removed++
			by = "root"
			if !slices.Equal(e.Removed.Others, []string{"davi"}) {
				t.Errorf("removed were %+v", e.Removed)
			}
		} else {
			put++
			students += e.Put.Students
			if slices.Equal(e.Put.Others, nil) && e.Put.Students == 1 {
				by = "root"
			}
		}
		if e.By != by {
			t.Errorf("%+v is by %q, not %q", e, e.By, by)
		}
	}
	if removed != 1 || put < 3 {
		t.Errorf("%d entries of puts, %d of removals: %+v", put, removed, all)
	}
}

// audited waits until the audit has the last change of a login, and gives all entries.
func (s *system) audited(t *testing.T, login string) (all []audit.Entry) {
	t.Helper()
	js, err := jetstream.New(s.core)
	if err != nil {
		t.Fatal(err)
	}
	bucket, err := js.Stream(timeout(t), identity.Stream)
	if err != nil {
		t.Fatal(err)
	}
	m, err := bucket.GetLastMsgForSubject(timeout(t), "$KV.chamada-users."+login)
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "it is in the audit", func() bool {
		stream, err := js.Stream(timeout(t), audit.Stream)
		if err != nil {
			return false
		}
		all = nil
		for seq := uint64(1); seq <= stream.CachedInfo().State.LastSeq; seq++ {
			m, err := stream.GetMsg(timeout(t), seq)
			if err != nil {
				t.Fatal(err)
			}
			var e audit.Entry
			if err := json.Unmarshal(m.Data, &e); err != nil {
				t.Fatal(err)
			}
			for _, p := range people {
				if p.Role == identity.Student && bytes.Contains(m.Data, []byte(p.Login)) {
					t.Errorf("%s has a student's number", m.Data)
				}
			}
			all = append(all, e)
		}
		return len(all) > 0 && all[len(all)-1].Last >= m.Sequence
	})
	return all
}
