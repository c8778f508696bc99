package connect

import (
	"strings"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
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
	if f.Password != "" && o.User != "" {
		o.Password = f.Password
	}
	asMeant(o)
	if login := Login(*o); o.InboxPrefix == "" && isToken(login) {
		o.InboxPrefix = subjects.InboxPrefix(login) // where anyone may read anything, it does no harm
	}
	return nil
}

// isToken tells whether a login can stand in a subject.
func isToken(login string) bool { return login != "" && !strings.ContainsAny(login, " \t\r\n.*>") }

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

// login is the one login the flags give, nil if none.
func (f *Flags) login() nats.Option {
	switch {
	case f.Login != nil:
		return f.Login
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
