//go:build natscli && unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// fenced is a block of code with its language.
var fenced = regexp.MustCompile("(?ms)^```(sh|python|text)\n(.*?)^```$")

// blank is the empty lines that the nats command puts between replies.
var blank = regexp.MustCompile(`\n{2,}`)

// TestNatsCLIProtocol runs the examples of docs/protocol.md, in order, against a real
// server: the output of each must be the text that follows it. A Python block that
// nothing follows is a module, which the later ones import.
func TestNatsCLIProtocol(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "protocol.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir, url := t.TempDir(), serving(t)
	var output string
	outputs := 0
	for _, block := range fenced.FindAllStringSubmatch(string(page), -1) {
		if language, text := block[1], block[2]; language == "text" {
			matchesPage(t, output, text)
			outputs++
		} else {
			output = example(t, dir, url, language, text)
		}
	}
	if outputs != 3 {
		t.Errorf("%d outputs were compared, and the page should have 3", outputs)
	}
}

// example runs a block of the page and gives what it prints.
func example(t *testing.T, dir, url, language, text string) string {
	t.Helper()
	cmd := exampleCommand(t, dir, url, language, text)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%s%v", text, out, err)
	}
	return blank.ReplaceAllString(string(out), "\n")
}

// exampleCommand is the program of a block. Python's first line names its file.
func exampleCommand(t *testing.T, dir, url, language, text string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-euc", text)
	if language == "python" {
		first, _, _ := strings.Cut(text, "\n")
		name := filepath.Join(dir, filepath.Base(strings.TrimPrefix(first, "# ")))
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd = exec.CommandContext(t.Context(), "python3", name)
	}
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NATS_URL="+url, "HOME="+dir, "XDG_CONFIG_HOME="+dir)
	return cmd
}

// matchesPage compares an output with the page's, in which "…" is what differs each time.
func matchesPage(t *testing.T, got, page string) {
	t.Helper()
	pattern := strings.ReplaceAll(regexp.QuoteMeta(page), "…", "[^\n]+")
	if !regexp.MustCompile(`\A` + pattern + `\z`).MatchString(got) {
		t.Errorf("printed\n%s\nand the page says\n%s", got, page)
	}
}

// TestNatsCLIProtocolTriesAgain has the page's Python ask before anybody serves. It must
// try again under the same id until somebody does, and then go on as the page says.
func TestNatsCLIProtocolTriesAgain(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "protocol.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := fenced.FindAllStringSubmatch(string(page), -1)
	module, program, printed := blocks[2][2], blocks[3][2], blocks[4][2]
	dir, url := t.TempDir(), natstest.Start(t, t.TempDir()).ClientURL()
	tries, err := natstest.Connect(t, url).SubscribeSync(subjects.TeacherStart)
	if err != nil {
		t.Fatal(err)
	}
	example(t, dir, url, "python", module)
	cmd, out := exampleCommand(t, dir, url, "python", program), new(natstest.Log)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	first, second := nextTry(t, tries), nextTry(t, tries)
	one := first.Get(subjects.HeaderID) == second.Get(subjects.HeaderID)
	if !one || second.Get(subjects.HeaderTry) != "2" {
		t.Errorf("the first try has %v, the second %v", first, second)
	}
	serveBeside(t, url)
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	matchesPage(t, out.String(), printed)
}

func nextTry(t *testing.T, tries *nats.Subscription) nats.Header {
	t.Helper()
	m, err := tries.NextMsg(30 * time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return m.Header
}

// serveBeside starts a coordinator on a NATS server that is there.
func serveBeside(t *testing.T, url string) {
	t.Helper()
	cmd := exec.Command("chamada", "serve", "--server", url)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
}
