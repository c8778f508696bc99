package connect

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestServerList(t *testing.T) {
	for text, want := range map[string][]string{
		"a":                        {"a"},
		"a,b":                      {"a", "b"},
		"nats://a:1, nats://b:2":   {"nats://a:1", "nats://b:2"},
		",a":                       {"a"},
		"a,":                       {"a"},
		"a,,\t, b\r\n":             {"a", "b"},
		" a\r":                     {"a"},
		"\ufeffa,\u00a0b\u200b":    {"a", "b"},
		"a,b,a , b":                {"a", "b"},
		"":                         nil,
		" ,\t,\r":                  nil,
		"nats://u:p@a:1,\nb\r\n,c": {"nats://u:p@a:1", "b", "c"},
	} {
		if got := ServerList(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestServersThatAreNone(t *testing.T) {
	for text, want := range map[string]error{
		"":                          ErrNoAddress,
		" , ":                       ErrNoAddress,
		"http://a:4222":             ErrScheme,
		"HTTPS://a":                 ErrScheme,
		"foo://a":                   ErrScheme,
		"a,b,mailto://c":            ErrScheme,
		"nats://:4222":              ErrNoHost,
		"nats://":                   ErrNoHost,
		"nats://u:p@:4222":          ErrNoHost,
		"nats://a:99999":            ErrPort,
		"nats://a:0":                ErrPort,
		"nats://a:b":                ErrURL,
		"nats://a b":                ErrURL,
		"nats://u:%zz@a":            ErrURL,
		`"nats://a:4222"`:           ErrURL,
		"nats://a,ws://b":           ErrMixed,
		"nats://a:4222,tls://b":     nil,
		"NATS://a":                  nil,
		"ws://a:80/path,wss://b":    nil,
		"nats://[::1]:4222,a.b.c:1": nil,
	} {
		_, err := Servers(text, Source{Name: "--server"})
		if !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestEmptyServersAreNotTheDefault wherever they are from.
func TestEmptyServersAreNotTheDefault(t *testing.T) {
	home := isolate(t)
	for _, args := range [][]string{{"--server", ""}, {"-s", " , "}} {
		if _, err := parse(t, args...); !errors.Is(err, ErrNoAddress) {
			t.Errorf("%q: %v", args, err)
		}
	}
	t.Setenv("NATS_URL", ",\r")
	_, err := parse(t)
	if e, ok := errors.AsType[*AddressError](err); !ok || e.From != (Source{Name: "NATS_URL"}) ||
		e.Err != ErrNoAddress {
		t.Errorf("of the variable: %v", err)
	}
	t.Setenv("NATS_URL", "")
	selectContext(t, home, `{"url":" ,"}`)
	f, err := parse(t)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Connect(t.Context(), Silence)
	if e, ok := errors.AsType[*AddressError](err); !ok ||
		e.From != (Source{Name: "school", Context: true}) || e.Err != ErrNoAddress {
		t.Errorf("of the context: %v", err)
	}
}

func TestWhereAnAddressIsFrom(t *testing.T) {
	home := isolate(t)
	source := func(args ...string) Source {
		t.Helper()
		f, err := parse(t, args...)
		if err != nil {
			t.Fatal(err)
		}
		to, err := f.settings()
		if err != nil {
			t.Fatal(err)
		}
		return to.from
	}
	if got := source(); got != (Source{}) {
		t.Errorf("the default: %v", got)
	}
	selectContext(t, home, `{"url":"nats://a, nats://b,nats://a"}`)
	if got := source(); got != (Source{Name: "school", Context: true}) {
		t.Errorf("the context: %v", got)
	}
	t.Setenv("NATS_URL", "nats://c")
	if got := source(); got != (Source{Name: "NATS_URL"}) {
		t.Errorf("the variable: %v", got)
	}
	if got := source("--server", "nats://d"); got != (Source{Name: "--server"}) {
		t.Errorf("the flag: %v", got)
	}
}

// TestUselessContext: the one that was selected is in nobody's way who says where to
// connect to, and is not passed over in silence; one that was named is.
func TestUselessContext(t *testing.T) {
	for name, c := range map[string]struct {
		body string // of the file; empty: there is none
		name string
		want error // nil: any
	}{
		"gone":        {"", "gone", fs.ErrNotExist},
		"no name":     {"", "../x", errNoName},
		"broken":      {"{", "broken", nil},
		"of no shape": {`{"url":[]}`, "shape", nil},
	} {
		home := isolate(t)
		selectContext(t, home, `{}`)
		file := filepath.Join(home, "nats", "context", c.name+".json")
		if c.body != "" {
			if err := os.WriteFile(file, []byte(c.body), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(home, "nats", "context.txt"), []byte(c.name+"\n"),
			0o600); err != nil {
			t.Fatal(err)
		}
		useless := func(err error, isSelected bool) {
			t.Helper()
			e, ok := errors.AsType[*ContextError](err)
			if !ok || e.Selected != isSelected || e.Name != c.name ||
				!slices.Contains(e.Known, "school") || c.want != nil && e.Err != c.want &&
				!errors.Is(e, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		f, _ := parse(t)
		_, err := f.settings()
		useless(err, true)
		f, _ = parse(t, "--context", c.name, "--server", "nats://127.0.0.1")
		_, err = f.settings()
		useless(err, false)
		f, _ = parse(t, "--server", "nats://127.0.0.1")
		to, err := f.settings()
		if err != nil || to.ignored == nil {
			t.Errorf("%s: with a server: %v, %v", name, to.ignored, err)
		} else {
			useless(to.ignored, true)
		}
	}
}

// TestUselessFiles are told with their flags, or as the context's.
func TestUselessFiles(t *testing.T) {
	home := isolate(t)
	junk := filepath.Join(home, "junk")
	if err := os.WriteFile(junk, []byte("junk"), 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := filepath.Join(home, "nowhere")
	for _, flag := range []string{"--creds", "--nkey", "--tlsca"} {
		for file, want := range map[string]error{junk: ErrContent, nowhere: fs.ErrNotExist,
			home: nil} {
			f, _ := parse(t, flag, file)
			_, err := f.settings()
			e, ok := errors.AsType[*FileError](err)
			if !ok || e.Flag != flag || e.File != file || want != nil && !errors.Is(err, want) {
				t.Errorf("%s %s: %v", flag, file, err)
			}
		}
	}
	for _, c := range []struct{ cert, key, flag, file string }{
		{junk, "", "--tlskey", ""}, {"", junk, "--tlscert", ""},
		{nowhere, junk, "--tlscert", nowhere}, {junk, nowhere, "--tlskey", nowhere},
		{junk, junk, "--tlscert", junk},
	} {
		f, _ := parse(t, "--tlscert", c.cert, "--tlskey", c.key)
		_, err := f.settings()
		if e, ok := errors.AsType[*FileError](err); !ok || e.Flag != c.flag || e.File != c.file {
			t.Errorf("%q and %q: %v", c.cert, c.key, err)
		}
	}
	for _, body := range []string{`{"creds":"` + nowhere + `"}`, `{"nkey":"` + nowhere + `"}`,
		`{"ca":"` + nowhere + `"}`} {
		selectContext(t, home, body)
		f, _ := parse(t)
		_, err := f.settings()
		if e, ok := errors.AsType[*FileError](err); !ok || e.Flag != "" || e.File != nowhere {
			t.Errorf("%s: %v", body, err)
		}
	}
}
