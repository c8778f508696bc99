package connect

import (
	"net/url"
	"strings"

	"github.com/nats-io/nats.go"
)

// override puts the flags over what the context has set.
func (f *Flags) override(o *nats.Options) error {
	if f.Server != "" {
		o.Servers = strings.Split(f.Server, ",")
	}
	if len(o.Servers) == 0 || o.Servers[0] == "" {
		o.Servers = []string{DefaultServer}
	}
	for _, option := range f.options() {
		if err := option(o); err != nil {
			return err
		}
	}
	if user := userOf(o); o.InboxPrefix == "" && user != "" {
		o.InboxPrefix = nats.InboxPrefix + user
	}
	return nil
}

// userOf is the user name when it can stand in a subject. A login may read
// replies below its own name only; where anyone may, it does no harm.
func userOf(o *nats.Options) string {
	user := o.User
	if server, err := url.Parse(o.Servers[0]); err == nil && user == "" && server.User != nil {
		user = server.User.Username()
	}
	if strings.ContainsAny(user, " \t\r\n.*>") {
		return ""
	}
	return user
}

// options are the flags as nats.go has them.
func (f *Flags) options() (options []nats.Option) {
	if login := f.login(); login != nil {
		options = append(options, forgetLogin, login)
	}
	if f.TLSCA != "" {
		options = append(options, nats.RootCAs(f.TLSCA))
	}
	if f.TLSCert != "" || f.TLSKey != "" {
		options = append(options, nats.ClientCert(f.TLSCert, f.TLSKey))
	}
	return options
}

// login is the one login the flags give, nil if none. As with the nats CLI a
// user without password is a token.
func (f *Flags) login() nats.Option {
	switch {
	case f.User != "" && f.Password == "":
		return nats.Token(f.User)
	case f.User != "":
		return nats.UserInfo(f.User, f.Password)
	case f.Creds != "":
		return nats.UserCredentials(f.Creds)
	case f.NKey != "":
		return func(o *nats.Options) error {
			option, err := nats.NkeyOptionFromSeed(f.NKey)
			if err != nil {
				return err
			}
			return option(o)
		}
	}
	return nil
}

// forgetLogin drops the context's login: who gives one means that one alone.
func forgetLogin(o *nats.Options) error {
	o.User, o.Password, o.Token, o.Nkey = "", "", "", ""
	o.UserJWT, o.SignatureCB = nil, nil
	return nil
}
