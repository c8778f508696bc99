package main

import (
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestNoCommandShowsALoginInTheClear has a server without TLS listen where each command
// that can have a login takes it for another machine's, and notes what it is told.
func TestNoCommandShowsALoginInTheClear(t *testing.T) {
	for _, command := range []string{
		"teacher list 3030", "student present 3030", "users list", "journal raise",
		"bench --duration 1s", "serve",
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			told := make(chan string)
			go func() { told <- thief(listener) }()
			_, port, _ := net.SplitHostPort(listener.Addr().String())
			server := "nats://ana:s3cret@0.0.0.0:" + port
			args := append(strings.Fields(command), "--lang", "en", "--server", server)
			cmd := exec.Command("chamada", args...)
			cmd.Env = append(os.Environ(), "NATS_TIMEOUT=5s", "XDG_CONFIG_HOME="+t.TempDir())
			said, err := cmd.CombinedOutput()
			_ = listener.Close()
			text := string(said)
			if err == nil || !strings.Contains(text, "TLS") || !strings.Contains(text, "--insecure") {
				t.Errorf("it ends with %v and says %s", err, text)
			}
			if heard := <-told; strings.Contains(heard, "s3cret") || strings.Contains(heard, "CONNECT") {
				t.Errorf("the server was told %q", heard)
			}
		})
	}
}

// thief says that it is a server without TLS to all who come until it is closed, and
// gives what they have said.
func thief(listener net.Listener) (heard string) {
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
