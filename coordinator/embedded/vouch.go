package embedded

import (
	"context"
	"slices"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// vouchPoll is how often it is looked whether others have what a leader has.
const vouchPoll = 10 * time.Millisecond

// raftLog is a log of replication, of a stream where that has a name.
type raftLog struct {
	server.RaftzGroup
	name, stream string
}

// logs are all of which this server has a copy, by account.
func (s *Server) logs() map[string][]raftLog {
	info, err := s.nats.Jsz(&server.JSzOptions{Streams: true, Config: true, RaftGroups: true})
	if err != nil || info.Disabled {
		return nil
	}
	all := make(map[string][]raftLog)
	for _, account := range info.AccountDetails {
		named := make(map[string]string)
		for _, stream := range account.Streams {
			named[stream.RaftGroup] = stream.Name
		}
		all[account.Id] = s.logsOf(account.Id, named)
	}
	all[""] = s.logsOf("", nil) // the system account's: JetStream's own affairs
	return all
}

func (s *Server) logsOf(account string, streams map[string]string) (all []raftLog) {
	found := s.nats.Raftz(&server.RaftzOptions{AccountFilter: account})
	if found == nil {
		return nil
	}
	for _, logs := range *found {
		for name, log := range logs {
			if log.Size > 1 {
				all = append(all, raftLog{log, name, streams[name]})
			}
		}
	}
	return all
}

// RaftID tells this server from others in [Server.Vouch].
func (s *Server) RaftID() string { return s.nats.Node() }

// Vouch names the logs of which this server has a copy, and those that it leads and of
// which all others, but for one server, have all that was in them when it was asked. It
// returns when that is all that it leads, or ctx is done.
func (s *Server) Vouch(ctx context.Context, but string) (logs, full []string) {
	asked := s.leads()
	for {
		full = nil
		for name, had := range asked {
			if now, leads := s.leads()[name]; leads && now.Term == had.Term &&
				now.complete(had.PIndex, but) {
				full = append(full, name)
			}
		}
		if len(full) == len(asked) || ctx.Err() != nil {
			break
		}
		pause(ctx, vouchPoll)
	}
	for _, of := range s.logs() {
		for _, log := range of {
			logs = append(logs, log.name)
		}
	}
	slices.Sort(logs)
	slices.Sort(full)
	return logs, full
}

func (s *Server) leads() map[string]raftLog {
	led := make(map[string]raftLog)
	for _, logs := range s.logs() {
		for _, log := range logs {
			if log.Leader == log.ID {
				led[log.name] = log
			}
		}
	}
	return led
}

// complete tells whether all others but one have a leader's log up to an entry.
func (l raftLog) complete(upTo uint64, but string) bool {
	there := 1
	for id, peer := range l.Peers {
		if id == but {
			continue
		}
		if !lately(peer) || peer.LastReplicatedIndex < upTo {
			return false
		}
		there++
	}
	return there >= l.QuorumNeeded
}
