package embedded

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/chamada/chamada/coordinator/loglimit"
)

func TestWords(t *testing.T) {
	wide := `127.0.0.1:9 - cid:7 - "v1:go:%1000000[1]s %[1]s %v %% %" - "A/user:b" - `
	for _, c := range []struct {
		format string
		args   []any
		want   string
	}{
		{"plain 100%", nil, "plain 100%"},
		{"used %d%% of %s", []any{75, "it"}, "used 75% of it"},
		{wide + "Publish Violation - Subject %q", []any{"x"},
			wide + `Publish Violation - Subject "x"`},
		{wide + "Subscription Violation - Subject \"%1000000d\"", nil,
			wide + `Subscription Violation - Subject "%1000000d"`},
		{wide + "%v - %s", []any{errors.New("no"), "User"}, wide + "no - User"},
		{"too few %v", []any{1, 2}, "too few %v: 1 2"},
		{"%+v %-5s| %.2f", []any{1, "a", 0.5}, "1 a    | 0.50"},
	} {
		if got := words(c.format, c.args); got != c.want {
			t.Errorf("%q %v is %q, not %q", c.format, c.args, got, c.want)
		}
	}
}

func TestKinds(t *testing.T) {
	const client = `[::1]:9 - cid:7 - "go \" - rid:1" - "A/user:b" - `
	for _, c := range []struct {
		text, kind string
		source     loglimit.Source
	}{
		{client + `Publish Violation - Subject "a.1"`, "Publish Violation - Subject ",
			loglimit.Clients},
		{`127.0.0.1:9 - wid:7 - authentication error - User "x"`, "authentication error - User ",
			loglimit.Clients},
		{"10.0.0.1:9 - rid:7 - authentication error", "authentication error", loglimit.Peers},
		{"JetStream failed to store a msg on stream 'A > B' 17",
			"JetStream failed to store a msg on stream 'A > B' ", loglimit.Server},
		{"JETSTREAM - write error", "JETSTREAM - write error", loglimit.Server},
	} {
		if source, kind := kindOf(c.text); source != c.source || kind != c.kind {
			t.Errorf("%s is %d %q", c.text, source, kind)
		}
	}
}

// FuzzWords has clients call themselves anything, in front of what the server says.
func FuzzWords(f *testing.F) {
	f.Add(`%1000000[1]s%`, "%s")
	f.Add(`%*d\"%0`, "")
	f.Fuzz(func(t *testing.T, name, subject string) {
		front := fmt.Sprintf("127.0.0.1:9 - cid:7 - %q - ", name)
		got := words(front+"Publish Violation - Subject %q", []any{subject})
		want := front +
			fmt.Sprintf("Publish Violation - Subject %q", subject[:min(len(subject), maxArgument)])
		if got != want {
			t.Fatalf("%q is not %q", got, want)
		}
		if source, kind := kindOf(got); len(got) < maxArgument && source != loglimit.Clients ||
			strings.ContainsAny(kind, "0123456789") {
			t.Fatalf("%q is %d %q", got, source, kind)
		}
	})
}
