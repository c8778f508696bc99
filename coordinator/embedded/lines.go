package embedded

import (
	"net"
	"net/netip"

	"github.com/nats-io/nats-server/v2/server"
)

// Line is what the machine counts of an open connection of a client, whatever was sent:
// the server itself counts messages alone.
type Line struct {
	Bytes    uint64 // that the server has read, as they came: encrypted, if the connection is
	Segments uint64 // of TCP, that had some of them
}

// Client is what the server knows of who has an open connection.
type Client struct {
	ID       uint64
	Account  string // empty: nobody has logged in
	Login    string // as the server was told when it let them in
	Messages uint64 // received
	Bytes    uint64 // of these, without the lines before them
}

// Lines are the open connections of clients over the network, by the address of the
// other end; none once the server stops. It takes some microseconds for each, and is empty on a
// system that does not count.
func (s *Server) Lines() map[netip.AddrPort]Line {
	at, ok := s.nats.Addr().(*net.TCPAddr)
	if !ok { // it stops
		return nil
	}
	return linesTo(at.AddrPort().Port())
}

// Clients are who has them. It asks each connection in turn: it is for when somebody is
// suspected.
func (s *Server) Clients() map[netip.AddrPort]Client {
	all, err := s.nats.Connz(&server.ConnzOptions{Username: true, Limit: maxConnections})
	if err != nil {
		return nil
	}
	clients := make(map[netip.AddrPort]Client, len(all.Conns))
	for _, c := range all.Conns {
		ip, err := netip.ParseAddr(c.IP)
		if err != nil { // within the process
			continue
		}
		clients[netip.AddrPortFrom(ip.Unmap(), uint16(c.Port))] = Client{
			ID: c.Cid, Account: c.Account, Login: c.AuthorizedUser, Messages: uint64(c.InMsgs),
			Bytes: uint64(c.InBytes),
		}
	}
	return clients
}

// CloseClient closes a connection, if it is still there.
func (s *Server) CloseClient(id uint64) { _ = s.nats.DisconnectClientByID(id) }
