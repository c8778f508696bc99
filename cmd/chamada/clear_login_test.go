package main

import (
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
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
			go func() { told <- natstest.Thief(listener) }()
			_, port, _ := net.SplitHostPort(listener.Addr().String())
			server := "nats://ana:s3cret@0.0.0.0:" + port
			args := append(strings.Fields(command), "--lang", "en", "--server", server)
			cmd := exec.Command("chamada", args...)
			cmd.Env = append(os.Environ(), "NATS_TIMEOUT=5s", "XDG_CONFIG_HOME="+t.TempDir())
			said, err := cmd.CombinedOutput()
			_ = listener.Close()
			text := string(said)
			if err == nil || !strings.Contains(text, "TLS") ||
				!strings.Contains(text, "--insecure") {
				t.Errorf("it ends with %v and says %s", err, text)
			}
			if heard := <-told; strings.Contains(heard, "s3cret") ||
				strings.Contains(heard, "CONNECT") {
				t.Errorf("the server was told %q", heard)
			}
		})
	}
}
