package flags_test

import (
	"testing"

	"github.com/chamada/chamada/cmd/chamada/internal/flags"
)

// TestPage has addresses of a page be given, and what is none.
func TestPage(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"https://chamada.escola.br":   "https://chamada.escola.br",
		"http://10.0.0.7:8080/":       "http://10.0.0.7:8080",
		" https://[2001:db8::7]:8443": "https://[2001:db8::7]:8443",
		"http://[2001:db8::7]":        "http://[2001:db8::7]",
		"http://escola":               "http://escola",
	} {
		var at string
		if err := flags.Page(&at).Set(given); err != nil || at != want {
			t.Errorf("%q is %q, %v", given, at, err)
		}
	}
	for _, given := range []string{
		"", "/", "escola.br", "escola.br:8080", "//escola.br", "javascript:alert(1)", "ftp://x",
		"http:", "http://", "http:///x", "http://:8080", "http:escola.br", "https://escola.br?x=1",
		"https://escola.br?", "https://escola.br#x", "https://escola.br#", "https://escola.br/turma",
		"https://ana@escola.br", "https://ana:segredo@escola.br", "http://escola.br:",
		"http://escola.br:0", "http://escola.br:70000", "http://escola.br:http", "http://es cola.br",
		"http://escola.br\nx", "http://<x>", "http://[::7", "http://[x:y]",
	} {
		at := "before"
		if err := flags.Page(&at).Set(given); err == nil || at != "before" {
			t.Errorf("%q is taken as %q", given, at)
		}
	}
}
