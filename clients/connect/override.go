package connect

import (
	"strings"

	"github.com/nats-io/nats.go"
)

// override puts the flags, but for the server, over what the context has set.
func (f *Flags) override(o *nats.Options) error {
	for _, option := range f.options() {
		if err := option(o); err != nil {
			return err
		}
	}
	if f.Password != "" && o.User != "" {
		o.Password = f.Password
	}
	asMeant(o)
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
		options = append(options, ofFile("--tlsca", f.TLSCA, nats.RootCAs(f.TLSCA)))
	}
	if f.TLSCert != "" || f.TLSKey != "" {
		options = append(options, clientCert(f.TLSCert, f.TLSKey))
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
		return ofFile("--creds", f.Creds, credentials(f.Creds))
	case f.NKey != "":
		return ofFile("--nkey", f.NKey, seed(f.NKey))
	}
	return nil
}

// forgetLogin drops the context's login: who gives one means that one alone.
func forgetLogin(o *nats.Options) error {
	o.User, o.Password, o.Token, o.Nkey = "", "", "", ""
	o.UserJWT, o.SignatureCB = nil, nil
	return nil
}
