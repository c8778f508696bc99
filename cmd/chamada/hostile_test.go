//go:build unix

package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"github.com/creack/pty"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

// marks are what somebody puts into all that a terminal may be sent.
const marks = "\x1b]0;x\a\u009b2J\u202e\u2066\u200b\U000e0041"

// inJSON is what JSON takes between quotes, and no more of it escaped.
var inJSON = strings.NewReplacer("\x1b", `\u001b`, "\a", `\u0007`).Replace(marks)

// hostileServer answers every request with body, and with an error's headers if it is one.
func hostileServer(t *testing.T, body string) (url string) {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(s.Shutdown)
	nc, err := nats.Connect(s.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	_, err = nc.Subscribe("chamada.>", func(m *nats.Msg) {
		reply := nats.NewMsg(m.Reply)
		reply.Data = []byte(body)
		if strings.HasPrefix(body, `{"error"`) {
			reply.Header.Set("Nats-Service-Error-Code", "404")
			reply.Header.Set("Nats-Service-Error", "x")
		}
		_ = m.RespondMsg(reply)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	return s.ClientURL()
}

func refusal(code string) string {
	return `{"error":{"code":"` + code + `","message":"no` + inJSON + `"}}`
}

// TestHostileServerOnATerminal has a server, or what passes for one, say all it can.
func TestHostileServerOnATerminal(t *testing.T) {
	const at = `"2026-01-01T00:00:00.000Z"`
	rolls := `{"time":` + at + `,"position":"1-0","rolls":[{"class":3030,"roll":"r","started":` +
		at + `,"count":1,"teacher":"` + inJSON + `"}]}`
	raised := `{"version":1,"readers":[{"node":"n` + inJSON + `","instance":"` + inJSON +
		`","program":"` + inJSON + `","journal":1}]}`
	for name, c := range map[string]struct {
		body string
		args []string
	}{
		"an error":       {refusal("unheard_of"), []string{"teacher", "list", "3030"}},
		"teachers":       {rolls, []string{"teacher", "open"}},
		"JSON":           {rolls, []string{"teacher", "open", "--json"}},
		"nodes":          {raised, []string{"journal", "raise", "--dry-run"}},
		"refusal of it":  {refusal("forbidden"), []string{"journal", "raise"}},
		"what was typed": {"", []string{"teacher", "list", marks}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := screenOf(t, []string{"NATS_URL=" + hostileServer(t, c.body)}, c.args...)
			harmless(t, said)
			if c.args[len(c.args)-1] == "--json" && !json.Valid([]byte(said)) {
				t.Errorf("it is no JSON: %s", said)
			}
		})
	}
}

// TestHostilePageOnATerminal is of a page of health that somebody else answers.
func TestHostilePageOnATerminal(t *testing.T) {
	for _, status := range []int{http.StatusOK, http.StatusServiceUnavailable} {
		page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, "ok"+marks)
		}))
		harmless(t, screenOf(t, nil, "health", strings.TrimPrefix(page.URL, "http://")))
		page.Close()
	}
}

// TestServeOnATerminal has its log, in either form, and its refusals tell of what has
// such a name.
func TestServeOnATerminal(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		busy := t.TempDir() + "/" + marks
		if err := os.WriteFile(busy, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{"serve", "--data", busy, "--listen", "127.0.0.1:0", "--log-format", format}
		harmless(t, screenOf(t, nil, args...))
		master, tty, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(terminal.OnScreen(tty), `{"msg":"`+marks+"\"}\n")
		_ = tty.Close()
		shown := all(master)
		harmless(t, shown)
		if !json.Valid([]byte(shown)) {
			t.Errorf("it is no JSON: %s", shown)
		}
	}
}

// screenOf is all that a terminal is sent by one run of the program.
func screenOf(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command("chamada", args...)
	cmd.Env = append(os.Environ(), "LANG=pt_BR.UTF-8", "LC_ALL=", "TERM=xterm", "NATS_TIMEOUT=5s")
	cmd.Env = append(cmd.Env, "XDG_CONFIG_HOME="+t.TempDir())
	cmd.Env = append(cmd.Env, env...)
	master, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	said := all(master)
	_ = cmd.Wait()
	return said
}

// all reads a terminal until nobody writes there any more, which Linux has as an error.
func all(master *os.File) string {
	defer master.Close()
	b, _ := io.ReadAll(master)
	return string(b)
}

// harmless holds that something was said, with the marks to be seen and to no effect.
func harmless(t *testing.T, said string) {
	t.Helper()
	// in the log
	tag := strings.Contains(said, `\udb40\udc41`) || strings.Contains(said, `\U000e0041`)
	if !strings.Contains(said, `\u202e`) || !tag {
		t.Errorf("the marks are not to be seen: %q", said)
	}
	acts := func(r rune) bool { return r != '\r' && r != '\n' && !unicode.IsGraphic(r) }
	if i := strings.IndexFunc(said, acts); i >= 0 {
		t.Errorf("a terminal is sent %q", said[i:])
	}
}
