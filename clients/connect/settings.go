package connect

import (
	"errors"
	"net/url"
	"os"
	"os/user"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/synadia-io/orbit.go/natscontext"
)

// MissingPasswordError: the flags or the context say who connects, but not the
// password. It goes into [Flags.Password].
type MissingPasswordError struct{ User string }

func (e *MissingPasswordError) Error() string { return "the password of " + e.User + " is missing" }

// ErrURL: the server's address is no URL. It may have a password in it, and what is
// wrong with it is often that: it is not repeated.
var ErrURL = errors.New("the server's address is not a URL")

// settings are those of the connection, and more: the context's, if one is named or
// selected, with the flags over them.
func (f *Flags) settings(more ...nats.Option) (to nats.Options, err error) {
	take := func(all *nats.Options) error {
		to = *all
		return errTaken
	}
	more = append(more, f.override, take)
	if f.Context == "" && !hasHome(user.Current) {
		_, err = nats.Connect("", more...)
	} else {
		_, _, err = natscontext.Connect(f.Context, more...)
	}
	if !errors.Is(err, errTaken) {
		return to, err
	}
	if to.User != "" && to.Password == "" {
		return to, &MissingPasswordError{to.User}
	}
	return to, nil
}

// errTaken stops a connection when all is known of it: natscontext tells what a
// context says by connecting only.
var errTaken = errors.New("taken")

// hasHome tells whether there is a place where contexts could be, by the same
// rules as natscontext, to which it is an error when there is none. In a
// container there often is none: no $HOME, or a user without a name.
func hasHome(current func() (*user.User, error)) bool {
	if os.Getenv("XDG_CONFIG_HOME") != "" {
		return true
	}
	u, err := current()
	return err == nil && u.HomeDir != ""
}

// LoggedIn tells whether the connection is somebody's: then a request may
// leave to the login who asks. What is wrong with the settings is for
// [Flags.Connect] to say.
func (f *Flags) LoggedIn() bool {
	to, err := f.settings()
	return err != nil || strings.Contains(strings.Join(to.Servers, ","), "@") || to.User != "" || to.Token != "" || to.Nkey != "" || to.UserJWT != nil
}

// Login is the name that a connection with these options logs in with; empty when
// it has none, or is known by its key. As with nats.go, that in the server's address
// goes first.
func Login(to nats.Options) string {
	server := to.Url
	if len(to.Servers) > 0 {
		server = to.Servers[0]
	}
	if !strings.Contains(server, "://") {
		server = "nats://" + server
	}
	if at, err := url.Parse(server); err == nil && at.User != nil {
		return at.User.Username()
	}
	return to.User
}

// withoutURL is err without the address, which may have a password in it.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok && e.Op == "parse" {
		return ErrURL
	}
	return err
}
