package embedded

import "github.com/nats-io/nats-server/v2/server"

// Load is what the server keeps for those who do not take it.
type Load struct {
	Pending int   // bytes that wait for the connection that has most; at most 64 MiB
	Slow    int64 // connections that were cut because they did not take theirs, so far
	Stalls  int64 // how often who sent was held up for one that did not take it, so far
}

// Load is read from every connection: it is for a scrape, not for each request.
func (s *Server) Load() Load {
	l := Load{Slow: s.nats.NumSlowConsumers(), Stalls: s.nats.NumStalledClients()}
	most, err := s.nats.Connz(&server.ConnzOptions{Sort: server.ByPending, Limit: 1})
	if err == nil && len(most.Conns) > 0 {
		l.Pending = most.Conns[0].Pending
	}
	return l
}
