package connect

import (
	"errors"

	"github.com/nats-io/nats.go"
	"github.com/synadia-io/orbit.go/natscontext"

	"github.com/chamada/chamada/subjects"
)

// MissingPasswordError: the flags or the context say who connects, but not the
// password. It goes into [Flags.Password].
type MissingPasswordError struct{ User string }

func (e *MissingPasswordError) Error() string { return "the password of " + e.User + " is missing" }

// Target is where a connection goes.
type Target struct {
	Servers []string // as they may be shown
	From    Source
}

// settings are those of a connection.
type settings struct {
	nats.Options
	from    Source
	ignored *ContextError // the selected context, if it cannot be used and need not
}

func (s settings) target() (t Target) {
	for _, server := range s.Servers {
		t.Servers = append(t.Servers, Shown(withPort(server)))
	}
	t.From = s.from
	return t
}

// settings are the context's, if one is named or selected, with the flags over them. A
// context that was selected once and cannot be used is in nobody's way who says where to
// connect to; who does not means the server of that context, and no other will do.
func (f *Flags) settings() (to settings, err error) {
	saved, err := f.readContext()
	if bad, ok := errors.AsType[*ContextError](err); ok && bad.Selected && f.Server != "" {
		to.ignored, err = bad, nil
	}
	if err != nil {
		return to, err
	}
	if to.Options, err = f.merge(saved); err != nil {
		return to, err
	}
	if to.Servers, to.from, err = f.servers(saved); err != nil {
		return to, err
	}
	if login := Login(to.Options); to.InboxPrefix == "" && isToken(login) {
		// where anyone may read anything, it does no harm
		to.InboxPrefix = subjects.InboxPrefix(login)
	}
	if to.User != "" && to.Password == "" {
		return to, &MissingPasswordError{to.User}
	}
	return to, nil
}

// servers are the flag's, else the context's, else the one there is without either.
func (f *Flags) servers(saved *savedContext) ([]string, Source, error) {
	text, from := DefaultServer, Source{}
	switch {
	case f.Server != "":
		text, from = f.Server, f.serverSource()
	case saved != nil && saved.URL != "":
		text, from = saved.URL, Source{Name: saved.name, Context: true}
	}
	servers, err := Servers(text, from)
	return servers, from, err
}

// errTaken stops a connection when all is known of it: natscontext tells what a
// context says by connecting only.
var errTaken = errors.New("taken")

// merge reads a context, nil for none, with the flags over it.
func (f *Flags) merge(saved *savedContext) (to nats.Options, err error) {
	stop := func(all *nats.Options) error {
		to = *all
		return errTaken
	}
	if saved == nil {
		_, err = nats.Connect("", f.override, stop)
	} else {
		_, _, err = natscontext.Connect(saved.name, f.override, stop)
	}
	if _, known := errors.AsType[*FileError](err); known {
		return to, err
	}
	if errors.Is(err, errTaken) {
		err = readable(&to)
	}
	if err != nil && saved != nil {
		err = fromContext(saved.name, err)
	}
	return to, err
}

// LoggedIn tells whether the connection is somebody's: then a request may
// leave to the login who asks. What is wrong with the settings is for
// [Flags.Connect] to say.
func (f *Flags) LoggedIn() bool {
	to, err := f.settings()
	return err != nil || loggedIn(to.Options)
}

// Login is the name that a connection with these options logs in with; empty when
// it has none, or is known by its key. As with nats.go, that in the server's address
// goes first.
func Login(to nats.Options) string {
	server := to.Url
	if len(to.Servers) > 0 {
		server = to.Servers[0]
	}
	if at, err := parseServer(server); err == nil && at.User != nil {
		return at.User.Username()
	}
	return to.User
}
