package node_test

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/tests/natstest"
)

// TestHandshakesInTheLog has strangers begin to speak TLS, each in a way of its own that
// fails, as fast as they can. The server says so of each: that is limited, and what a
// coordinator has to say meanwhile, that a login is shut out, stands between.
func TestHandshakesInTheLog(t *testing.T) {
	t.Parallel()
	cert, log := certify(t, natstest.NewAuthority(t)), new(natstest.Log)
	cfg := config(t)
	cfg.TLS, cfg.Logger = cert.TLS, slog.New(slog.NewJSONHandler(log, nil))
	s := startSchool(t, cfg, cert.trust(t))
	s.enrol(t)
	ctx, cancel := context.WithTimeout(t.Context(), loggedFor)
	defer cancel()
	var attacking sync.WaitGroup
	for _, hello := range []func(net.Conn){
		func(c net.Conn) { _, _ = c.Write([]byte("GET / HTTP/1.1\r\n\r\n")) },
		func(c net.Conn) { _, _ = c.Write([]byte("\x16\x03\x01\x00\x05\x01\x00\x00\x01%99[1]s")) },
		func(c net.Conn) { _ = tls.Client(c, &tls.Config{ServerName: "%s.example"}).Handshake() },
		func(c net.Conn) {
			_ = tls.Client(c, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10,
				MaxVersion: tls.VersionTLS10}).Handshake()
		},
	} {
		for range 8 {
			attacking.Go(func() { shakesHands(ctx, s.main, hello) })
		}
	}
	nc := s.login(t, "205182055")
	natstest.Eventually(t, "a login that floods meanwhile is told of", func() bool {
		for range 300 {
			_ = nc.Publish("chamada.student.present", nil)
		}
		return strings.Contains(log.String(), "a login is shut out for a while")
	})
	attacking.Wait()
	stop(t, s.main)
	said := log.String()
	if len(said) > maxLogged || !strings.Contains(said, "TLS handshake error") ||
		!strings.Contains(said, "were left out") {
		t.Errorf("it made %d bytes of log:\n%.3000s", len(said), said)
	}
}

// shakesHands says hello again and again, in the way that is told.
func shakesHands(ctx context.Context, m *node.Main, hello func(net.Conn)) {
	u, err := url.Parse(m.ClientURL())
	if err != nil {
		panic(err) // the server's own
	}
	for ctx.Err() == nil {
		c, err := net.Dial("tcp", u.Host)
		if err != nil {
			continue
		}
		stop := context.AfterFunc(ctx, func() { _ = c.Close() })
		_, _ = c.Read(make([]byte, 4096)) // INFO
		hello(c)
		_ = c.Close()
		stop()
	}
}
