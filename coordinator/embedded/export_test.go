package embedded

// LogError says err as the NATS server does.
func (s *Server) LogError(err error) { s.log.Errorf("critical write error: %v", err) }

// NoSpace is what this system says when there is no room.
var NoSpace = noSpace
