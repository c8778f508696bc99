package web

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"strings"
)

// handshake is the first byte of TLS. Nothing in HTTP begins with it.
const handshake = 0x16

// clearly is a listener below TLS whose connections answer those who speak HTTP in the clear, as
// browsers do by themselves where somebody types an address without https://.
type clearly struct {
	net.Listener
	site string // what the addresses of pages begin with
}

// Accept gives the next connection. It reads nothing: who sends nothing holds nobody up.
func (l clearly) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &clearConn{Conn: conn, site: l.site}, nil
}

// clearConn looks at the first bytes that TLS reads of a connection.
type clearConn struct {
	net.Conn
	site  string
	begun bool
}

// Read reads for TLS. Of who speaks no TLS there is nothing to read.
func (c *clearConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.begun || n == 0 {
		return n, err
	}
	c.begun = true
	if p[0] == handshake {
		return n, err
	}
	c.lead(bytes.Clone(p[:n]))
	return 0, io.EOF
}

// lead answers a request of which the first bytes are read already. All of it is read before, in
// the time that there is for a handshake: closing over what is unread could take the answer with
// it. What is no HTTP is not answered.
func (c *clearConn) lead(begun []byte) {
	all := io.LimitReader(io.MultiReader(bytes.NewReader(begun), c.Conn), maxHeader+maxBody)
	r, err := http.ReadRequest(bufio.NewReader(all))
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, r.Body) // what does not come is not waited for any longer
	_ = c.answer(r).Write(c.Conn)      // who has gone does not read it
}

// answer leads to the same page where it is encrypted; a form was read on the way, and is not led
// there for the browser to send it again. Who calls this machine by what every machine calls
// itself goes on doing so: the teacher's pages may open by no other name.
func (c *clearConn) answer(r *http.Request) *http.Response {
	to := c.site
	if ownMachine(r.Host) {
		to = "https://" + r.Host
	}
	asks := r.Method == http.MethodGet || r.Method == http.MethodHead
	if path := r.URL.RequestURI(); asks && strings.HasPrefix(path, "/") {
		to += path
	}
	l := languageOf(r)
	text := l.say(l.Encrypted, to) + "\n"
	a := &http.Response{StatusCode: http.StatusBadRequest, ProtoMajor: 1, ProtoMinor: 1,
		Request: r, Close: true, ContentLength: int64(len(text)),
		Header: http.Header{"Content-Type": {"text/plain; charset=utf-8"},
			"Cache-Control": {"no-store"}, "X-Content-Type-Options": {"nosniff"}},
		Body: io.NopCloser(strings.NewReader(text))}
	if asks {
		a.StatusCode = http.StatusTemporaryRedirect
		a.Header.Set("Location", to)
	}
	return a
}
