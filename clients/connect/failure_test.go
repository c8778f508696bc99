package connect

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"github.com/chamada/chamada/tests/natstest"
)

// TestFailures has everything answer but a server that lets us in.
func TestFailures(t *testing.T) {
	isolate(t)
	by := natstest.NewAuthority(t)
	now := time.Now()
	good := issue(t, by, now.Add(-time.Hour), now.Add(time.Hour), "127.0.0.1")
	ca := []string{"--tlsca", by.CA}
	stranger := issue(t, natstest.NewAuthority(t), now.Add(-time.Hour), now.Add(time.Hour),
		"127.0.0.1")
	theirs := append([]string{"--tlscert", stranger.cert, "--tlskey", stranger.key}, ca...)
	page := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(page.Close)
	plain := natstest.Serve(t, &server.Options{Port: -1})
	for name, c := range map[string]struct {
		server string
		args   []string
		want   Kind
		said   string
	}{
		"SSH": {speak(t, "SSH-2.0-OpenSSH_9.9\r\n"), nil, Foreign,
			"SSH-2.0-OpenSSH_9.9"},
		"mail": {speak(t, "220 mail.example ESMTP\r\n"), nil, Foreign,
			"220 mail.example ESMTP"},
		"bytes": {speak(t, "\x00\x01\x02"), nil, Foreign, "\x00\x01\x02"},
		"much": {speak(t, strings.Repeat("é", 500)+"\n"), nil, Foreign,
			strings.Repeat("é", maxSaid/2) + "…"},
		"HTTP":             {"nats://" + page.Listener.Addr().String(), nil, Web, ""},
		"HTTP that speaks": {speak(t, "HTTP/1.1 200 OK\r\n"), nil, Web, ""},
		"HTTPS":            {secretPage(t), nil, Web, ""},
		"TLS at once":      {secretServer(t, good), nil, EarlyTLS, ""},
		"tls:// and no TLS": {strings.Replace(plain.ClientURL(), "nats", "tls", 1), nil, NoTLS,
			""},
		"--tlsca and no TLS": {plain.ClientURL(), ca, NoTLS, ""},
		"ws:// and NATS": {strings.Replace(plain.ClientURL(), "nats", "ws", 1), nil,
			NoWebSocket, ""},
		"wss:// and NATS": {strings.Replace(plain.ClientURL(), "nats", "wss", 1), nil,
			NoWebSocket, ""},
		"ws:// and a page": {"ws://" + page.Listener.Addr().String(), nil, NoWebSocket,
			"HTTP/1.1 404 Not Found"},
		"nats:// and WebSocket": {webSocketServer(t), nil, Web, ""},
		"stranger's":            {tlsServer(t, good, false), nil, UnknownAuthority, ""},
		"other name": {
			tlsServer(t,
				issue(t, by, now.Add(-time.Hour), now.Add(time.Hour), "a.example", "b.example"),
				false), ca, OtherName, ""},
		"expired": {
			tlsServer(t, issue(t, by, now.Add(-2*time.Hour), now.Add(-time.Hour), "127.0.0.1"),
				false), ca, OutOfDate, ""},
		"early": {
			tlsServer(t, issue(t, by, now.Add(time.Hour), now.Add(2*time.Hour), "127.0.0.1"),
				false), ca, OutOfDate, ""},
		"without ours":      {tlsServer(t, good, true), ca, WantsCertificate, ""},
		"with a stranger's": {tlsServer(t, good, true), theirs, BadOwn, ""},
		"route": {speak(t, "INFO {}\r\n-ERR 'attempted to connect to route port'\r\n"),
			nil, NodePort, ""},
		"no keys": {plain.ClientURL(), []string{"--nkey", keyFile(t)}, NoKeys, ""},
		"refused for good": {speak(t, "INFO {}\r\n-ERR 'Come Back Tomorrow'\r\n"), nil, Said,
			"Come Back Tomorrow"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			failure := fails(t, c.server, append(c.args, "--timeout", "1h"))
			if failure.Kind != c.want || failure.Said != c.said {
				t.Errorf("%s %q: %v", failure.Kind, failure.Said, failure.Err)
			}
			if failure.Server != c.server {
				t.Errorf("of %s, not %s", failure.Server, c.server)
			}
			if took := time.Since(began); took > admitFor {
				t.Errorf("it was waited for: %v", took)
			}
		})
	}
}

// TestPassing has what may be gone the next time: it is told at once, and waited for.
func TestPassing(t *testing.T) {
	isolate(t)
	full := natstest.Serve(t, &server.Options{Port: -1, MaxConn: 1})
	natstest.Connect(t, full.ClientURL())
	for name, c := range map[string]struct {
		server string
		want   Kind
	}{
		"refused": {"nats://127.0.0.1:1", Refused},
		"closed":  {speak(t, ""), HungUp},
		"mute":    {mute(t), Mute},
		"full":    {full.ClientURL(), Full},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := flags(t, c.server, "--timeout", "1h")
			ctx, cancel := context.WithCancel(t.Context())
			told, events := []*Unconnected{}, Silence
			events.Trouble = func(u *Unconnected) {
				told = append(told, u)
				cancel()
			}
			_, err := f.Connect(ctx, events)
			if len(told) != 1 || told[0].Failures[0].Kind != c.want ||
				!errors.Is(err, context.Canceled) {
				t.Errorf("told %v, %v", told, err)
			}
		})
	}
}

// TestUnreached has a dialer that fails as the system's does.
func TestUnreached(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Kind
	}{
		{&net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}, UnknownHost},
		{&net.OpError{Op: "dial", Err: &net.DNSError{IsTemporary: true}}, NoResolver},
		{&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, TimedOut},
		{&net.OpError{Op: "dial", Err: errors.New("no route to host")}, Unreachable},
	} {
		to := nats.GetDefaultOptions()
		to.CustomDialer = &dialer{via: detour(func(string) (net.Conn, error) { return nil, c.err })}
		_, err := One(to, "nats://elsewhere:4222")
		if f, ok := errors.AsType[*Failure](err); !ok || f.Kind != c.want {
			t.Errorf("%v: %v", c.err, err)
		}
	}
}

// TestEachServerIsTold has two that fail in ways of their own, in the order given.
func TestEachServerIsTold(t *testing.T) {
	isolate(t)
	f := flags(t, "nats://127.0.0.1:1 ,"+speak(t, "SSH-2.0\r\n"), "--timeout", "100ms")
	_, err := f.Connect(t.Context(), Silence)
	u, ok := errors.AsType[*Unconnected](err)
	if !ok || len(u.Failures) != 2 || u.Failures[0].Kind != Refused ||
		u.Failures[1].Kind != Foreign {
		t.Fatalf("got %v", err)
	}
	if !errors.Is(err, nats.ErrNoServers) || u.From.Name != "--server" {
		t.Errorf("got %v from %v", err, u.From)
	}
}

func TestNamesOfACertificate(t *testing.T) {
	f :=
		Failure{
			Certificate: &x509.Certificate{DNSNames: []string{"a"},
				IPAddresses: []net.IP{net.IPv4(10, 0, 0, 1)}}}
	if names := f.Names(); !slices.Equal(names, []string{"a", "10.0.0.1"}) {
		t.Error(names)
	}
}

func flags(t *testing.T, server string, args ...string) *Flags {
	t.Helper()
	f, err := parse(t, append(args, "--server", server)...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func fails(t *testing.T, server string, args []string) *Failure {
	t.Helper()
	nc, err := flags(t, server, args...).Connect(t.Context(), Silence)
	if err == nil {
		nc.Close()
		t.Fatal("connected")
	}
	u, ok := errors.AsType[*Unconnected](err)
	if !ok || len(u.Failures) != 1 {
		t.Fatal(err)
	}
	return u.Failures[0]
}

// detour dials something else than it is asked to.
type detour func(address string) (net.Conn, error)

func (d detour) Dial(_, address string) (net.Conn, error) { return d(address) }

// speak is a server that says something, hears something and hangs up.
func speak(t *testing.T, text string) string {
	t.Helper()
	return listen(t, func(conn net.Conn) {
		_, _ = conn.Write([]byte(text))
		if text != "" {
			_, _ = conn.Read(make([]byte, 1<<10))
		}
	})
}

// mute is one that says nothing, and closes nothing.
func mute(t *testing.T) string {
	t.Helper()
	return listen(t, func(net.Conn) { <-t.Context().Done() })
}

func listen(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				serve(conn)
			}()
		}
	}()
	return "nats://" + l.Addr().String()
}

func secretPage(t *testing.T) string {
	t.Helper()
	page := httptest.NewUnstartedServer(http.NotFoundHandler())
	page.Config.ErrorLog = log.New(io.Discard, "", 0) // of what is not HTTPS
	page.StartTLS()
	t.Cleanup(page.Close)
	return "nats://" + page.Listener.Addr().String()
}

type issued struct{ cert, key string }

func issue(t *testing.T, by *natstest.Authority, from, until time.Time, names ...string) issued {
	t.Helper()
	dir := t.TempDir()
	i := issued{filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")}
	by.Issue(t, i.cert, i.key, from, until, names...)
	return i
}

func (i issued) config(t *testing.T) *tls.Config {
	t.Helper()
	pair, err := tls.LoadX509KeyPair(i.cert, i.key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}}
}

// tlsServer is one with a certificate, and one of its clients' if it verifies.
func tlsServer(t *testing.T, i issued, verify bool) string {
	t.Helper()
	o := &server.Options{Port: -1, TLS: true, TLSConfig: i.config(t),
		TLSTimeout: natstest.Patience.Seconds()}
	if verify {
		o.TLSVerify = true
		o.TLSConfig.ClientAuth = tls.RequireAndVerifyClientCert
		o.TLSConfig.ClientCAs = x509.NewCertPool()
		pem, err := os.ReadFile(i.cert)
		if err != nil {
			t.Fatal(err)
		}
		o.TLSConfig.ClientCAs.AppendCertsFromPEM(pem)
	}
	return strings.Replace(natstest.Serve(t, o).ClientURL(), "tls:", "nats:", 1)
}

// secretServer speaks TLS from the first byte on, and nothing in it.
func secretServer(t *testing.T, i issued) string {
	t.Helper()
	config := i.config(t)
	return listen(t, func(conn net.Conn) {
		_ = tls.Server(conn, config).HandshakeContext(t.Context())
	})
}

func webSocketServer(t *testing.T) string {
	t.Helper()
	s := natstest.Serve(t,
		&server.Options{Port: -1,
			Websocket: server.WebsocketOpts{Host: "127.0.0.1", Port: -1, NoTLS: true}})
	return "nats://" + strings.TrimPrefix(s.WebsocketURL(), "ws://")
}

func keyFile(t *testing.T) string {
	t.Helper()
	key, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	text, err := key.Seed()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "user.nk")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
