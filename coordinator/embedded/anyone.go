package embedded

import "github.com/nats-io/nats-server/v2/server"

// anyone lets everybody in to one account who shows no login, and whose name, language
// and version are fit for the log.
type anyone struct {
	account func() (*server.Account, error)
	fit     func(called ...string) bool
}

// screen has a server of which everybody is let in as one user look at what they call
// themselves first. Where logins are wanted that is the affair of who is asked.
func (cfg Config) screen(opts *server.Options, n func() *server.Server) {
	if cfg.Fit == nil || opts.AuthCallout != nil || len(opts.Nkeys) != 1 ||
		opts.NoAuthUser != opts.Nkeys[0].Nkey {
		return
	}
	name := opts.Nkeys[0].Account.Name
	opts.AlwaysEnableNonce = true // as the server does that has keys
	opts.CustomClientAuthentication = anyone{
		account: func() (*server.Account, error) { return n().LookupAccount(name) },
		fit:     cfg.Fit,
	}
}

// Check is called by the server for each client.
func (a anyone) Check(c server.ClientAuthentication) bool {
	o := c.GetOpts()
	if o.Username+o.Password+o.Token+o.Nkey+o.JWT != "" || !a.fit(o.Name, o.Lang, o.Version) {
		return false
	}
	account, err := a.account()
	if err != nil {
		return false
	}
	c.RegisterUser(&server.User{Account: account})
	return true
}
