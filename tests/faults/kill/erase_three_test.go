//go:build faults && linux

package kill

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// goneWithin is how long the files of three nodes may have somebody who was erased, as the contract
// says.
const goneWithin = 10 * time.Minute

// TestErasedFromThreeNodes erases a student and looks for number and name in all files of all three
// nodes, logs and snapshots of replication included, but for the journal's own.
func TestErasedFromThreeNodes(t *testing.T) {
	n := startThree(t)
	nc := natstest.Connect(t, n.urls[0])
	client := clients.New(nc, clients.Timeout(time.Minute))
	attend(t, client, 3030)
	journal := []string{"streams/CHAMADA", "_js_/" + raftGroup(t, nc, "CHAMADA")}
	traces := func() (all []string) {
		for i := range n.args {
			all = append(all, natstest.Traces(t, n.data(i), journal, string(erasedNumber),
				erasedName)...)
		}
		return all
	}
	if len(traces()) < len(n.args) {
		t.Fatalf("this test looks in the wrong place: %q", traces())
	}
	began := time.Now()
	done, err := client.Erase(t.Context(), subjects.EraseRequest{Student: erasedNumber,
		Reason: "pedido da aluna"})
	if err != nil || done.Records != 2 {
		t.Fatalf("%+v %v", done, err)
	}
	atWork(t, client)
	for left := traces(); len(left) > 0; left = traces() {
		if time.Since(began) > goneWithin {
			t.Fatalf("still there after %s: %q", time.Since(began).Round(time.Second), left)
		}
		time.Sleep(time.Second)
	}
	t.Logf("gone from all files after %s", time.Since(began).Round(time.Second))
}

// atWork has class lists read and corrections made until the test ends, so that the logs of
// replication are never still.
func atWork(t *testing.T, client *clients.Client) {
	ctx, stop := context.WithCancel(t.Context())
	var ended sync.WaitGroup
	t.Cleanup(func() { stop(); ended.Wait() })
	ended.Go(func() {
		for hours := 1; ctx.Err() == nil; hours = 3 - hours {
			record, err := client.Record(ctx, 3030, "")
			if err == nil {
				_, err = client.Correct(ctx, subjects.CorrectRequest{Class: 3030,
					Roll: record.Roll, Hours: &hours, Reason: "aula dupla",
					Revision: record.Revision})
			}
			if err != nil && !errors.Is(err, clients.ErrTooManyCorrections) && ctx.Err() == nil {
				t.Error(err)
				return
			}
		}
	})
}

func (n *three) data(i int) string { return n.args[i][4] }

// raftGroup is that of the replication of a stream.
func raftGroup(t testing.TB, nc *nats.Conn, stream string) string {
	t.Helper()
	reply, err := nc.Request("$JS.API.STREAM.INFO."+stream, nil, natstest.Patience)
	if err != nil {
		t.Fatal(err)
	}
	var info struct {
		Cluster struct {
			RaftGroup string `json:"raft_group"`
		} `json:"cluster"`
	}
	if json.Unmarshal(reply.Data, &info) != nil || info.Cluster.RaftGroup == "" {
		t.Fatalf("%s", reply.Data)
	}
	return info.Cluster.RaftGroup
}
