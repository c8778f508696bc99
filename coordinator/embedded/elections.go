package embedded

import (
	"crypto/sha256"
	"errors"
	"maps"
	"reflect"
	"slices"
	"sync"
	"time"
	"unsafe"

	"github.com/nats-io/nats-server/v2/server"
)

// unheard is how long a leader may be silent before it is taken for lost. It says that it
// is there once a second.
const unheard = 2500 * time.Millisecond

// errForeign is for a nats-server whose insides are others than this was written for.
var errForeign = errors.New("this NATS server keeps its logs of replication in another way")

// Elections reaches the server's logs of replication, which nats-server gives to nobody:
// by reflection. It reads them, and asks one for an election; that is all.
type Elections struct {
	nats *server.Server
	mu   *sync.RWMutex // of nodes
	logs *map[string]server.RaftNode
}

// RaftLog is this server's copy of a log of replication.
type RaftLog struct {
	Name    string
	Leader  string // as the logs know it, see [Server.RaftID]; empty: none
	Heard   bool   // the leader is this server, or is heard by it
	Index   uint64 // of the last entry that this server has
	Servers int    // that have a copy
}

// LeadsStream tells whether this server is the leader of a stream of which others have copies too.
func (s *Server) LeadsStream(account, stream string) bool {
	return s.nats.JetStreamIsStreamLeader(account, stream)
}

// Elections is nil, with an error, where the server does not have what is expected.
func (s *Server) Elections() (*Elections, error) {
	v := reflect.ValueOf(s.nats).Elem()
	mu, ok := field[sync.RWMutex](v, "rnMu")
	logs, found := field[map[string]server.RaftNode](v, "raftNodes")
	if !ok || !found || raftID(s.nats.Name()) != s.nats.Node() {
		return nil, errForeign
	}
	return &Elections{s.nats, mu, logs}, nil
}

// field is where v has a field of a name, false if that is not of type T.
func field[T any](v reflect.Value, name string) (*T, bool) {
	f := v.FieldByName(name)
	if !f.IsValid() || f.Type() != reflect.TypeFor[T]() || !f.CanAddr() {
		return nil, false
	}
	return (*T)(unsafe.Pointer(f.UnsafeAddr())), true
}

// raftID is how the logs know a server by its name, as nats-server has it (getHash).
func raftID(name string) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	sum := sha256.Sum256([]byte(name))
	id := sum[:8]
	for i, b := range id {
		id[i] = digits[int(b)%len(digits)]
	}
	return string(id)
}

// Logs are those of which other servers have copies too.
func (e *Elections) Logs() (logs []RaftLog) {
	routed := e.routed()
	for _, log := range e.shared() {
		leader := log.GroupLeader()
		heard := leader == log.ID() || routed[leader] && !silent(log, leader)
		index, _, _ := log.Progress()
		logs = append(logs, RaftLog{log.Group(), leader, heard, index, log.ClusterSize()})
	}
	return logs
}

// shared asks no log anything while it holds the server's list of them: a log that is being
// closed is locked, and waits for that list.
func (e *Elections) shared() []server.RaftNode {
	e.mu.RLock()
	logs := slices.Collect(maps.Values(*e.logs))
	e.mu.RUnlock()
	return slices.DeleteFunc(logs, func(log server.RaftNode) bool { return log.ClusterSize() < 2 })
}

// silent tells whether a leader that was heard once has not been for too long.
func silent(log server.RaftNode, leader string) bool {
	for _, p := range log.Peers() {
		if p.ID == leader {
			return !p.Last.IsZero() && time.Since(p.Last) > unheard
		}
	}
	return false
}

// routed are the servers that there is a route to, as the logs know them.
func (e *Elections) routed() map[string]bool {
	routes, err := e.nats.Routez(nil)
	if err != nil { // never, of no options
		return nil
	}
	all := make(map[string]bool)
	for _, r := range routes.Routes {
		all[raftID(r.RemoteName)] = true
	}
	return all
}

// Campaign asks for an election of a log's leader, in 0.1 to 0.8 s, as the server itself
// would after 4 to 9 s. Who has not all that a majority has is elected by nobody.
func (e *Elections) Campaign(log string) error {
	e.mu.RLock()
	node := (*e.logs)[log]
	e.mu.RUnlock()
	if node == nil {
		return nil // it is gone
	}
	return node.Campaign()
}
