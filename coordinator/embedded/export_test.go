package embedded

import "github.com/nats-io/nats-server/v2/server"

// LogError says err as the NATS server does.
func (s *Server) LogError(err error) { s.log.Errorf("critical write error: %v", err) }

// TurnOff turns JetStream off, as a node of a cluster does by itself.
func (s *Server) TurnOff() error { return s.nats.ShutdownJetStream() }

// NoSpace is what this system says when there is no room.
var NoSpace = noSpace

// Routes is how many connections there are to other nodes.
func (s *Server) Routes() int { return s.nats.NumRoutes() }

// LastSeq is of the last message in this server's own copy of a stream.
func (s *Server) LastSeq(stream string) uint64 {
	info, err := s.nats.Jsz(&server.JSzOptions{Streams: true})
	if err != nil {
		return 0
	}
	for _, account := range info.AccountDetails {
		for _, detail := range account.Streams {
			if detail.Name == stream {
				return detail.State.LastSeq
			}
		}
	}
	return 0
}
