package embedded

import "github.com/nats-io/nats-server/v2/server"

// PendingBytes is what waits for the connection that has most; at most 64 MiB. It is
// read from every connection: it is for a scrape, not for each request.
func (s *Server) PendingBytes() int {
	most, err := s.nats.Connz(&server.ConnzOptions{Sort: server.ByPending, Limit: 1})
	if err != nil || len(most.Conns) == 0 {
		return 0
	}
	return most.Conns[0].Pending
}

// SlowConsumers is how many connections were cut because they did not take what
// was sent, so far.
func (s *Server) SlowConsumers() int64 { return s.nats.NumSlowConsumers() }

// Stalls is how often who sent was held up for one that did not take it, so far.
func (s *Server) Stalls() int64 { return s.nats.NumStalledClients() }

// Received is how many messages clients have sent to this server from each account,
// also those that have gone.
func (s *Server) Received() map[string]uint64 {
	all, err := s.nats.AccountStatz(&server.AccountStatzOptions{IncludeUnused: true})
	if err != nil {
		return nil
	}
	received := make(map[string]uint64, len(all.Accounts))
	for _, a := range all.Accounts {
		received[a.Account] = uint64(a.Received.Msgs)
	}
	return received
}
