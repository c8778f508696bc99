// Package connect makes the commands' connection to NATS: the flags,
// variables and contexts of the nats CLI, and connections that wait for a
// server and come back by themselves. It says nothing to anybody; whoever
// connects is told by callbacks and errors.
package connect

import (
	"cmp"
	"os"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/spf13/pflag"

	"github.com/chamada/chamada/clients"
)

// DefaultServer is asked when neither flag, variable nor context names one.
const DefaultServer = "nats://127.0.0.1:4222"

// Flags say where to connect, and with which login. What is empty is for the NATS context to
// say.
type Flags struct {
	Server, Context        string
	Creds, NKey            string
	User, Password         string
	TLSCA, TLSCert, TLSKey string
	Insecure               bool          // a login may go to other machines without TLS
	Timeout                time.Duration // of connecting, and of each operation

	// Login logs in, in place of any that flags, variables or the context give; no
	// flag sets it. Nil is one of those.
	Login nats.Option

	serverVariable string // that Server is from; empty: it is from the flag
}

// variables are the nats CLI's; a flag goes before its variable.
var variables = map[string]string{
	"server": "NATS_URL", "context": "NATS_CONTEXT",
	"creds": "NATS_CREDS", "nkey": "NATS_NKEY",
	"user": "NATS_USER", "password": "NATS_PASSWORD",
	"tlsca": "NATS_CA", "tlscert": "NATS_CERT", "tlskey": "NATS_KEY",
	"timeout": "NATS_TIMEOUT",
}

// Usages are what help says of the flags, in one language.
type Usages struct {
	Server, Context, Creds, NKey, User, Password string
	TLSCA, TLSCert, TLSKey, Insecure, Timeout    string
}

// Define defines the flags in set.
func (f *Flags) Define(set *pflag.FlagSet, u Usages) {
	set.StringVarP(&f.Server, "server", "s", "", u.Server)
	set.StringVar(&f.Context, "context", "", u.Context)
	set.StringVar(&f.Creds, "creds", "", u.Creds)
	set.StringVar(&f.NKey, "nkey", "", u.NKey)
	set.StringVar(&f.User, "user", "", u.User)
	set.StringVar(&f.Password, "password", "", u.Password)
	set.StringVar(&f.TLSCA, "tlsca", "", u.TLSCA)
	set.StringVar(&f.TLSCert, "tlscert", "", u.TLSCert)
	set.StringVar(&f.TLSKey, "tlskey", "", u.TLSKey)
	set.BoolVar(&f.Insecure, "insecure", false, u.Insecure)
	set.DurationVar(&f.Timeout, "timeout", clients.DefaultTimeout, u.Timeout)
}

// FromEnvironment sets the flags of set, which are those of f, that were not given from
// their variables. They are no defaults: help would show a password. The error names
// the variable, as a flag's would the flag, or is an [*AddressError]: an empty list of
// servers is not the default one.
func (f *Flags) FromEnvironment(set *pflag.FlagSet) error {
	for name, variable := range variables {
		value := os.Getenv(variable)
		if value == "" || set.Changed(name) {
			continue
		}
		if err := set.Set(name, value); err != nil {
			return &VariableError{Name: variable, Value: value}
		}
		if name == "server" {
			f.serverVariable = variable
		}
	}
	if set.Changed("server") {
		_, err := Servers(f.Server, f.serverSource())
		return err
	}
	return nil
}

// serverSource is where Server is from.
func (f *Flags) serverSource() Source { return Source{Name: cmp.Or(f.serverVariable, "--server")} }

// VariableError is an environment variable that cannot be read.
type VariableError struct{ Name, Value string }

func (e *VariableError) Error() string { return "invalid " + e.Name + ": " + e.Value }
