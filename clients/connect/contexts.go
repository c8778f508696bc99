package connect

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
)

// ContextError is a context of the nats CLI that cannot be used.
type ContextError struct {
	Name     string
	Selected bool     // nobody named it now: it is the one that was selected
	Known    []string // the contexts that there are
	File     string   // that would have it; empty where the name can be none
	Err      error    // [fs.ErrNotExist], or what is wrong with the file
}

func (e *ContextError) Error() string { return fmt.Sprintf("context %q: %v", e.Name, e.Err) }

// Unwrap gives the cause to errors.Is and errors.As.
func (e *ContextError) Unwrap() error { return e.Err }

// errNoName: no context can be called so.
var errNoName = errors.New("no context can have this name")

// savedContext is what we read of a context's file ourselves; natscontext reads the rest.
type savedContext struct {
	name string
	URL  string `json:"url"`
}

// readContext reads the context that is named or, if none is, selected. Nil is none,
// the error is a [*ContextError].
func (f *Flags) readContext() (*savedContext, error) {
	dir, ok := contextDir(user.Current)
	name := f.Context
	if name == "" && ok {
		name = selected(dir)
	}
	if name == "" {
		return nil, nil
	}
	c := &savedContext{name: name}
	bad := &ContextError{Name: name, Selected: f.Context == "", Known: known(dir)}
	if bad.File, bad.Err = contextFile(dir, name); bad.Err != nil {
		return nil, bad
	}
	var text []byte
	if text, bad.Err = os.ReadFile(bad.File); bad.Err == nil {
		bad.Err = json.Unmarshal(text, c)
	}
	if bad.Err != nil {
		return nil, bad
	}
	return c, nil
}

// contextDir is where the contexts are, by the same rules as natscontext, to which it
// is an error when there is no such place. In a container there often is none: no
// $HOME, or a user without a name.
func contextDir(current func() (*user.User, error)) (dir string, ok bool) {
	if home := os.Getenv("XDG_CONFIG_HOME"); home != "" {
		return filepath.Join(home, "nats"), true
	}
	u, err := current()
	if err != nil || u.HomeDir == "" {
		return "", false
	}
	return filepath.Join(u.HomeDir, ".config", "nats"), true
}

func selected(dir string) string {
	name, err := os.ReadFile(filepath.Join(dir, "context.txt"))
	if err != nil {
		return "" // as for natscontext
	}
	return strings.TrimSpace(string(name))
}

// contextFile is where a context is; one may be named by the path of its file.
func contextFile(dir, name string) (string, error) {
	switch {
	case filepath.IsAbs(name):
		return filepath.Clean(name), nil
	case strings.Contains(name, ".."), strings.ContainsAny(name, "/\x00"+string(os.PathSeparator)):
		return "", errNoName
	case dir == "":
		return "", fs.ErrNotExist
	default:
		return filepath.Join(dir, "context", name+".json"), nil
	}
}

// known are the names of the contexts, in order.
func known(dir string) (names []string) {
	files, _ := filepath.Glob(filepath.Join(dir, "context", "*.json"))
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".json"))
	}
	slices.Sort(names)
	return names
}
