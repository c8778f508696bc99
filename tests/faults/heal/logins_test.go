//go:build faults && linux

package heal

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/tests/natstest"
)

// bucketDamages are what is done to the logins of a node that does not run. Older is a copy
// of its bucket as it was before logins were changed.
var bucketDamages = []struct {
	name         string
	do           func(t *testing.T, bucket, older string)
	heals, crash bool // as those of a damage
}{
	{name: "a byte", do: flipLogins, heals: true},
	{name: "a byte, after a crash", do: flipLogins, heals: true, crash: true},
	{name: "its block deleted", do: deleteLogins, heals: true},
	{name: "its block deleted, after a crash", do: deleteLogins, crash: true},
	{name: "the bucket deleted, after a crash", do: func(t *testing.T, bucket, _ string) {
		remove(t, bucket)
	}, heals: true, crash: true},
	{name: "an older copy", do: takeOlder, heals: true},
	{name: "an older copy, after a crash", do: takeOlder, crash: true},
}

func flipLogins(t *testing.T, bucket, _ string) {
	flip(t, longest(t, filepath.Join(bucket, "msgs", "*.blk")))
}

func deleteLogins(t *testing.T, bucket, _ string) {
	remove(t, longest(t, filepath.Join(bucket, "msgs", "*.blk")))
}

func takeOlder(t *testing.T, bucket, older string) {
	remove(t, bucket)
	copyTo(t, older, bucket)
}

// TestLogins damages the logins of one node after the other, by turns of the one that leads
// their bucket and of one that follows. Whether that is found out or not, afterwards each node
// has each login as it was written last, and none that was removed.
func TestLogins(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(hex.EncodeToString(random())), 0o600); err != nil {
		t.Fatal(err)
	}
	n := startNodes(t, "--auth", "--secret", secret)
	key, err := identity.ReadSecret(secret)
	if err != nil {
		t.Fatal(err)
	}
	l := &logins{nodes: n, key: key, made: 1} // the admin
	for turn, d := range bucketDamages {
		if turn%*every != 0 {
			continue
		}
		l.enrol(turn)
		leader := l.leader()
		i := (leader + turn%2) % 3
		older := filepath.Join(n.dir, fmt.Sprint("older", turn))
		copyTo(t, l.bucket(i), older)
		l.change(turn)
		if d.crash {
			n.processes[i].Kill()
		} else {
			n.stop(i)
		}
		d.do(t, l.bucket(i), older)
		n.start(i)
		n.well(i)
		if healed := n.metric(i, "chamada_heals_total") == 1; healed != d.heals {
			t.Errorf("%s: the node has healed: %v", d.name, healed)
		}
		t.Logf("%s of node %d, leader %d: well again", d.name, i+1, leader+1)
	}
	l.same()
}

func random() []byte {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // it never fails
	return b
}

// logins are those of three nodes.
type logins struct {
	*nodes
	key  identity.Secret
	made int // logins that were not removed again
}

func (l *logins) bucket(i int) string {
	return filepath.Join(l.data(i), "jetstream", "CHAMADA", "streams", identity.Stream)
}

func (l *logins) users() *identity.Users {
	l.t.Helper()
	u, err := identity.Open(l.t.Context(), l.coordinator(), 3, time.Now)
	if err != nil {
		l.t.Fatal(err)
	}
	return u
}

func (l *logins) coordinator() *nats.Conn {
	l.t.Helper()
	nc, err := natstest.Dial(l.urls(), l.key.Coordinator())
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(nc.Close)
	return nc
}

func names(turn int) [3]string {
	return [3]string{fmt.Sprint("ana", turn), fmt.Sprint("bia", turn), fmt.Sprint("caio", turn)}
}

func (l *logins) enrol(turn int) {
	l.t.Helper()
	who := names(turn)
	rows := []identity.Row{{Login: who[0], Role: identity.Teacher},
		{Login: who[1], Role: identity.Teacher}}
	if _, err := l.users().Import(l.t.Context(), rows, nil); err != nil {
		l.t.Fatal(err)
	}
}

// change gives one login another code, removes one and makes another.
func (l *logins) change(turn int) {
	l.t.Helper()
	u, who := l.users(), names(turn)
	_, err := u.Renew(l.t.Context(), who[0])
	if err == nil {
		err = u.Remove(l.t.Context(), who[1])
	}
	if err == nil {
		row := identity.Row{Login: who[2], Role: identity.Teacher}
		_, err = u.Import(l.t.Context(), []identity.Row{row}, nil)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	l.made += 2
}

// leader is the node that leads the bucket.
func (l *logins) leader() (leader int) {
	l.t.Helper()
	nc := l.coordinator()
	defer nc.Close()
	natstest.Eventually(l.t, "somebody leads the logins", func() bool {
		var info struct {
			Cluster struct{ Leader string }
		}
		ask(nc, "$JS.API.STREAM.INFO."+identity.Stream, &info)
		_, err := fmt.Sscanf(info.Cluster.Leader, "n%d", &leader)
		return err == nil
	})
	return leader - 1
}

// same reads the files of all nodes when they are stopped.
func (l *logins) same() {
	l.t.Helper()
	users, err := l.users().List(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	if len(users) != l.made {
		l.t.Errorf("there are %d logins, want %d", len(users), l.made)
	}
	for i := range l.processes {
		l.stop(i)
	}
	first := l.stored(0)
	for i := range l.processes {
		if stored := l.stored(i); !maps.Equal(stored, first) {
			l.t.Errorf("node %d has %v, the first %v", i+1, stored, first)
		}
	}
	for _, u := range users {
		if first["$KV."+identity.Bucket+"."+u.Login] == "" {
			l.t.Errorf("no file has %s", u.Login)
		}
	}
}

// stored is the latest of each login in a node's own files.
func (l *logins) stored(i int) map[string]string {
	l.t.Helper()
	report, err := integrity.Check(l.t.Context(), l.data(i), nil)
	if err != nil || len(report.Damages()) > 0 {
		l.t.Fatal(err, report.Damages())
	}
	last, seqs := map[string]string{}, map[string]uint64{}
	integrity.Read(l.data(i), *report.Stream(identity.Stream), func(m integrity.Message) {
		if m.Seq >= seqs[m.Subject] {
			seqs[m.Subject] = m.Seq
			last[m.Subject] = fmt.Sprint(m.Seq, string(m.Headers), string(m.Payload))
		}
	})
	return last
}
