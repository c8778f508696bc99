package natstest

import (
	"io"
	"net"
)

// Thief says that it is a server without TLS to all who come until it is closed, and
// gives what they have said.
func Thief(listener net.Listener) (heard string) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return heard
		}
		_, _ = io.WriteString(conn, `INFO {"nonce":"n","auth_required":true}`+"\r\n")
		text, _ := io.ReadAll(conn)
		_ = conn.Close()
		heard += string(text)
	}
}
