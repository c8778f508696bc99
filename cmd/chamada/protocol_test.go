//go:build natscli && unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
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
	if outputs != 2 {
		t.Errorf("%d outputs were compared, and the page should have 2", outputs)
	}
}

// example runs a block of the page and gives what it prints.
func example(t *testing.T, dir, url, language, text string) string {
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
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "NATS_URL="+url, "HOME="+dir, "XDG_CONFIG_HOME="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%s%v", text, out, err)
	}
	return blank.ReplaceAllString(string(out), "\n")
}

// matchesPage compares an output with the page's, in which "…" is what differs each time.
func matchesPage(t *testing.T, got, page string) {
	t.Helper()
	pattern := strings.ReplaceAll(regexp.QuoteMeta(page), "…", "[^\n]+")
	if !regexp.MustCompile(`\A` + pattern + `\z`).MatchString(got) {
		t.Errorf("printed\n%s\nand the page says\n%s", got, page)
	}
}
