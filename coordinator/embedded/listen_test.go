package embedded_test

import (
	"errors"
	"testing"

	"github.com/chamada/chamada/coordinator/embedded"
)

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.8.9.10": true, "::1": true, "[::1]": true, "::ffff:127.0.0.1": true,
		"localhost": true, "LOCALHOST": true, "localhost.": true, "door.localhost": true,
		"": false, "0.0.0.0": false, "::": false, "[::]": false, "*": false,
		"192.168.0.10": false, "10.0.0.1": false, "fe80::1": false,
		"chamada.example": false, "notlocalhost": false, "localhost.example": false,
		"127.0.0.1.example": false,
	} {
		if got := embedded.Loopback(host); got != want {
			t.Errorf("Loopback(%q) = %v, want %v", host, got, want)
		}
	}
}

func TestParseListen(t *testing.T) {
	for addr, want := range map[string]struct {
		host string
		port int
	}{
		"127.0.0.1:4222": {"127.0.0.1", 4222},
		"[::1]:0":        {"::1", 0},
		":4222":          {"", 4222},
		"localhost:1":    {"localhost", 1},
	} {
		host, port, err := embedded.ParseListen(addr)
		if err != nil || host != want.host || port != want.port {
			t.Errorf("ParseListen(%q) = %q, %d, %v", addr, host, port, err)
		}
	}
	for _, addr := range []string{"", "4222", "localhost", "localhost:", "localhost:nats", ":65536",
		":-1", "::1:4222"} {
		_, _, err := embedded.ParseListen(addr)
		if e, ok := errors.AsType[*embedded.Error](err); !ok || e.Code != embedded.ListenInvalid ||
			e.Subject != addr {
			t.Errorf("ParseListen(%q) gives the error %v", addr, err)
		}
	}
}
