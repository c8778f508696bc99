package connect

import (
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	secretCode = "7K2M-90AB-CDEF"
	elsewhere  = "10.1.2.3:4222" // another machine, to whoever dials it
)

// thief says that it is a server without TLS, and gives what it hears.
func thief(t *testing.T, info string) (conn net.Conn, heard <-chan string) {
	t.Helper()
	told := make(chan string, 1)
	at := listen(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "INFO "+info+"\r\n")
		text, _ := io.ReadAll(conn)
		told <- string(text)
	})
	near, err := net.Dial("tcp", strings.TrimPrefix(at, "nats://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = near.Close() })
	return otherMachine{near}, told
}

// otherMachine is a connection to where elsewhere is.
type otherMachine struct{ net.Conn }

func (otherMachine) RemoteAddr() net.Addr {
	return &net.TCPAddr{IP: net.IPv4(10, 1, 2, 3), Port: 4222}
}

// TestLoginStaysHere attacks with a server of another machine that offers no TLS.
func TestLoginStaysHere(t *testing.T) {
	for name, login := range map[string]func(*nats.Options){
		"password": func(o *nats.Options) { o.User, o.Password = "clara", secretCode },
		"token":    func(o *nats.Options) { o.Token = secretCode },
		"in the address": func(o *nats.Options) {
			o.Servers = []string{"nats://clara:" + secretCode + "@" + elsewhere}
		},
		"token in it": func(o *nats.Options) {
			o.Servers = []string{secretCode + "@" + elsewhere}
		},
		"key": func(o *nats.Options) { _ = seed(keyFile(t))(o) },
		"over WebSocket": func(o *nats.Options) {
			o.Servers, o.Token = []string{"ws://" + elsewhere}, secretCode
		},
		"second of a few": func(o *nats.Options) {
			o.Servers, o.Token = []string{"nats://127.0.0.1:1", elsewhere}, secretCode
		},
	} {
		for _, info := range []string{`{"nonce":"n"}`,
			`{"nonce":"n","tls_available":false,"tls_required":false}`} {
			conn, heard := thief(t, info)
			o := nats.GetDefaultOptions()
			o.Servers, o.NoRandomize, o.Timeout = []string{"nats://" + elsewhere}, true, time.Second
			o.CustomDialer = detour(func(address string) (net.Conn, error) {
				if address == elsewhere {
					return conn, nil
				}
				return nil, errors.New("refused")
			})
			login(&o)
			_ = Seal(&o)
			if nc, err := o.Connect(); err == nil {
				nc.Close()
				t.Errorf("%s: connected", name)
			}
			_ = conn.Close()
			if told := <-heard; strings.Contains(told, secretCode) ||
				strings.Contains(told, "CONNECT") {
				t.Errorf("%s: %q was told", name, told)
			}
		}
	}
}

// TestLoginStaysHereLater has a server on the loopback tell of another machine, to
// which its clients turn when it is gone.
func TestLoginStaysHereLater(t *testing.T) {
	conn, heard := thief(t, `{}`)
	here := listen(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, `INFO {"connect_urls":["`+elsewhere+`"]}`+"\r\n")
		_, _ = conn.Read(make([]byte, 1<<10))
		_, _ = io.WriteString(conn, "PONG\r\n")
	})
	o := nats.GetDefaultOptions()
	o.Servers, o.User, o.Password = []string{here}, "clara", secretCode
	o.ReconnectWait, o.ReconnectJitter = time.Millisecond, time.Millisecond
	o.CustomDialer = detour(func(address string) (net.Conn, error) {
		if address == elsewhere {
			return conn, nil
		}
		return net.Dial("tcp", address)
	})
	_ = Seal(&o)
	if o.Secure {
		t.Fatal("TLS is asked for on the loopback")
	}
	nc, err := o.Connect()
	if err == nil {
		defer nc.Close()
	}
	if told := <-heard; told != "" {
		t.Errorf("%q was told", told)
	}
}

// TestInsecure lets a login go where it is wanted to.
func TestInsecure(t *testing.T) {
	conn, heard := thief(t, `{}`)
	o := nats.GetDefaultOptions()
	o.Servers, o.Token, o.Timeout = []string{elsewhere}, secretCode, 100*time.Millisecond
	o.CustomDialer = detour(func(string) (net.Conn, error) { return conn, nil })
	_ = Unseal(&o)
	_, _ = o.Connect()
	_ = conn.Close()
	if told := <-heard; !strings.Contains(told, secretCode) {
		t.Errorf("%q was told", told)
	}
}

// TestClearLoginIsExplained says why, whether the server offers TLS or not.
func TestClearLoginIsExplained(t *testing.T) {
	conn, _ := thief(t, `{}`)
	o := nats.GetDefaultOptions()
	o.Servers, o.Token = []string{elsewhere}, secretCode
	o.CustomDialer = detour(func(string) (net.Conn, error) { return conn, nil })
	_ = Seal(&o)
	_, err := One(o, "nats://"+elsewhere)
	if f, ok := errors.AsType[*Failure](err); !ok || f.Kind != ClearLogin {
		t.Errorf("got %v", err)
	}
}

func TestBeyondLoopback(t *testing.T) {
	for server, want := range map[string]bool{
		"nats://127.0.0.1:4222": false, "127.8.0.1": false, "nats://[::1]:4222": false,
		"nats://ana:x@127.0.0.1": false,
		"nats://10.0.0.1:4222":   true, "nats://0.0.0.0:4222": true,
		"nats://[fe80::1%25lo]:4222":     true,
		"nats://[::ffff:127.0.0.1]:4222": false, "nats://localhost:4222": false, "nats://%zz": true,
	} {
		if got := beyondLoopback(server); got != want {
			t.Errorf("%s: %t", server, got)
		}
	}
}
