package embedded

import (
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

const (
	// mayLag is how many entries of the log a copy may have yet to apply, once it
	// had applied them all. They are on this disk, and need nobody. Under as much
	// load as there can be they are five, on a slower disk than the others' more.
	mayLag = 100
	// silence is how long a leader and those who follow it may hear nothing of
	// each other. They do once a second.
	silence = 3 * time.Second
)

var (
	errNoCopy     = errors.New("it has none yet")
	errNoLeader   = errors.New("no leader is known")
	errSilence    = errors.New("nothing is heard of the others")
	errCatchingUp = errors.New("catching up with the leader")
	errStoodStill = errors.New("it stood still")
)

// replica is this server's copy of a stream that has more than one.
type replica struct {
	stream string
	log    server.RaftzGroup // the zero value when there is none
}

func (s *Server) replicas() (all []replica, err error) {
	info, err := s.nats.Jsz(&server.JSzOptions{Streams: true, Config: true, RaftGroups: true})
	if err != nil {
		return nil, err
	}
	for _, account := range info.AccountDetails {
		for _, stream := range account.Streams {
			if stream.Config.Replicas < 2 {
				continue
			}
			logs := s.nats.Raftz(
				&server.RaftzOptions{AccountFilter: account.Id, GroupFilter: stream.RaftGroup})
			all = append(all, replica{stream.Name, (*logs)[account.Id][stream.RaftGroup]})
		}
	}
	return all, nil
}

// behind tells why the copy is not current, when it may lag so many entries.
func (r replica) behind(lag uint64) error {
	log := r.log
	switch {
	case log.ID == "":
		return errNoCopy
	case log.WALError != nil:
		return log.WALError
	case log.Leader == "":
		return errNoLeader
	case log.CatchingUp, // what is missing is in the leader's log
		log.PTerm < log.Term,             // between two tries: a leader begins with an entry
		log.Paused,                       // what is missing, older, is in the leader's stream
		log.Applied+1 < log.WAL.FirstSeq, // which it has not begun to ask for
		log.Overrun:                      // it takes no entries for having too many
		return errCatchingUp
	case !inTouch(log): // nor is while catching up
		return errSilence
	case log.Committed > log.Applied+lag:
		return fmt.Errorf("%d entries of the log are to be applied", log.Committed-log.Applied)
	default:
		return nil
	}
}

// inTouch tells whether a leader has lately heard of a majority, itself included,
// and any other of its leader.
func inTouch(log server.RaftzGroup) bool {
	if log.Leader != log.ID {
		return lately(log.Peers[log.Leader])
	}
	there := 1
	for _, peer := range log.Peers {
		if lately(peer) {
			there++
		}
	}
	return there >= log.QuorumNeeded
}

func lately(peer server.RaftzGroupPeer) bool {
	ago, err := time.ParseDuration(peer.LastSeen) // empty: never
	return err == nil && ago < silence
}
