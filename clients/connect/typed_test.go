package connect_test

import (
	"testing"

	"github.com/spf13/pflag"

	"github.com/chamada/chamada/clients/connect"
)

// TestTyped has flags be given that are typed again, with no secret among them.
func TestTyped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		given []string
		want  string
	}{
		{nil, ""},
		{[]string{"--timeout", "3s", "--password", "secret"}, ""},
		{[]string{"--user", "clara", "-s", "10.0.0.1"}, " --server 10.0.0.1 --user clara"},
		{[]string{"-s", "nats://u:secret@a:1,tls://secret@b"}, " --server nats://a:1,tls://b"},
		{[]string{"--context", "the school's"}, ` --context 'the school'\''s'`},
		{[]string{"--context", "a;b"}, " --context 'a;b'"},
		{[]string{"--context", ""}, " --context ''"},
		{[]string{"--creds", "/c", "--insecure"}, " --creds /c --insecure=true"},
	} {
		set := pflag.NewFlagSet("", pflag.ContinueOnError)
		new(connect.Flags).Define(set, connect.Usages{})
		if err := set.Parse(c.given); err != nil {
			t.Fatal(err)
		}
		if got := connect.Typed(set); got != c.want {
			t.Errorf("%q are typed as %q, want %q", c.given, got, c.want)
		}
	}
}
