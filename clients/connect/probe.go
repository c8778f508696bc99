package connect

import (
	"bytes"
	"crypto/tls"
	"net"
	"time"
)

// probeWithin is how long what is asked may take to answer.
const probeWithin = time.Second

// examine looks closer at what accepts connections and says nothing. A NATS server is
// the first to speak; what waits for the client to begin is something else, or waits
// for TLS.
func (d *dialer) examine(server string) Kind {
	u, err := parseServer(withPort(server))
	if err != nil {
		return Mute
	}
	switch {
	case bytes.HasPrefix(d.ask(u.Host, []byte("GET / HTTP/1.0\r\n\r\n")), []byte("HTTP/")):
		return Web
	case d.speaksTLS(u.Host):
		return EarlyTLS
	default:
		return Mute
	}
}

func (d *dialer) ask(address string, question []byte) (answer []byte) {
	conn, err := d.probe(address)
	if err != nil {
		return nil
	}
	defer conn.Close()
	if _, err := conn.Write(question); err != nil {
		return nil
	}
	answer = make([]byte, maxSaid)
	n, _ := conn.Read(answer)
	return answer[:n]
}

// speaksTLS tells nothing of the other side but that: nobody is connected to.
func (d *dialer) speaksTLS(address string) bool {
	conn, err := d.probe(address)
	if err != nil {
		return false
	}
	defer conn.Close()
	return tls.Client(conn, &tls.Config{InsecureSkipVerify: true}).Handshake() == nil
}

func (d *dialer) probe(address string) (net.Conn, error) {
	conn, err := d.reach("tcp", address)
	if err == nil {
		_ = conn.SetDeadline(time.Now().Add(probeWithin))
	}
	return conn, err
}
