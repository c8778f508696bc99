// Package connect makes the commands' connection to NATS: the flags,
// variables and contexts of the nats CLI, and connections that wait for a
// server and come back by themselves. It says nothing to anybody; whoever
// connects is told by callbacks and errors.
package connect

import (
	"cmp"
	"os"
	"time"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/texts"
	"github.com/nats-io/nats.go"
	"github.com/spf13/pflag"
)

// DefaultServer is asked when neither flag, variable nor context names one.
const DefaultServer = "nats://127.0.0.1:4222"

// Flags say where and as whom to connect. What is empty is for the NATS
// context to say.
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

// Add defines the flags in set.
func (f *Flags) Add(set *pflag.FlagSet, t *texts.Texts) {
	set.StringVarP(&f.Server, "server", "s", "", t.FlagServer)
	set.StringVar(&f.Context, "context", "", t.FlagContext)
	set.StringVar(&f.Creds, "creds", "", t.FlagCreds)
	set.StringVar(&f.NKey, "nkey", "", t.FlagNKey)
	set.StringVar(&f.User, "user", "", t.FlagUser)
	set.StringVar(&f.Password, "password", "", t.FlagPassword)
	set.StringVar(&f.TLSCA, "tlsca", "", t.FlagTLSCA)
	set.StringVar(&f.TLSCert, "tlscert", "", t.FlagTLSCert)
	set.StringVar(&f.TLSKey, "tlskey", "", t.FlagTLSKey)
	set.BoolVar(&f.Insecure, "insecure", false, t.OfConnection().FlagInsecure)
	set.DurationVar(&f.Timeout, "timeout", clients.DefaultTimeout, t.FlagTimeout)
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
