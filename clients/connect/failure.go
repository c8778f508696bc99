package connect

import (
	"crypto/x509"
	"errors"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"
)

// Kind is what was in the way of a connection.
type Kind string

// The kinds of a [Failure]. The first of them may pass by themselves.
const (
	Refused     Kind = "refused"     // nothing listens there
	Unreachable Kind = "unreachable" // there is no way to the machine
	TimedOut    Kind = "timed out"   // the machine does not answer
	NoResolver  Kind = "no resolver" // nobody answers what the name stands for
	HungUp      Kind = "hung up"     // it closed the connection before it said what it wants
	Mute        Kind = "mute"        // it accepts connections and says nothing
	Silent      Kind = "silent"      // a NATS server that lets nobody in: no coordinator answers it
	Full        Kind = "full"        // it takes no more connections

	UnknownHost      Kind = "unknown host"
	Web              Kind = "web"          // it speaks HTTP
	EarlyTLS         Kind = "early TLS"    // it speaks TLS from the first byte
	Foreign          Kind = "foreign"      // it speaks something else, see Said
	NodePort         Kind = "node port"    // it is for the nodes of a cluster
	NoWebSocket      Kind = "no websocket" // ws:// to what is none; NATS without, or see Said
	NoTLS            Kind = "no TLS"       // TLS was wanted
	ClearLogin       Kind = "clear login"  // TLS is wanted because of the login
	UnknownAuthority Kind = "unknown authority"
	OtherName        Kind = "other name"  // its certificate is for Names
	OutOfDate        Kind = "out of date" // its certificate is not yet, or no longer, valid
	BadCertificate   Kind = "bad certificate"
	WantsCertificate Kind = "wants certificate"   // of the client
	BadOwn           Kind = "bad own certificate" // the client's was not accepted
	FailedTLS        Kind = "failed TLS"
	BadLogin         Kind = "bad login"
	NoKeys           Kind = "no keys" // it cannot check keys, so it has no logins
	Said             Kind = "said"    // it refused, see Said
	Other            Kind = "other"
)

var passing = []Kind{Refused, Unreachable, TimedOut, NoResolver, HungUp, Mute, Silent, Full}

// mayPass tells whether it may be gone the next time, without anybody's doing.
func (f *Failure) mayPass() bool { return slices.Contains(passing, f.Kind) }

// Failure is why one server cannot be connected to.
type Failure struct {
	Server string // as it may be shown
	Kind   Kind
	// by the other side, which may have put anything into it; at most 60 bytes
	Said        string
	Asked       string            // the name or address that a certificate would have to be for
	Certificate *x509.Certificate // the server's, where it is what is wrong
	Err         error
}

func (f *Failure) Error() string {
	text := f.Server + ": " + string(f.Kind)
	if f.Said != "" {
		return text + ": " + f.Said
	}
	return text + ": " + f.Err.Error()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (f *Failure) Unwrap() error { return f.Err }

// Names are what the certificate is for.
func (f *Failure) Names() []string {
	names := slices.Clone(f.Certificate.DNSNames)
	for _, ip := range f.Certificate.IPAddresses {
		names = append(names, ip.String())
	}
	return names
}

// Unconnected is that there is no connection, with a [*Failure] for each server that
// was given. It is nats.ErrNoServers or [ErrSilent] when the time was over.
type Unconnected struct {
	From     Source
	Failures []*Failure
	given    error // up: nil when there was nothing to wait for
}

func (u *Unconnected) Error() string {
	var all []string
	for _, f := range u.Failures {
		all = append(all, f.Error())
	}
	return strings.Join(all, "; ")
}

// Unwrap gives the causes to errors.Is and errors.As.
func (u *Unconnected) Unwrap() (causes []error) {
	if u.given != nil {
		causes = append(causes, u.given)
	}
	for _, f := range u.Failures {
		causes = append(causes, f)
	}
	return causes
}

// final tells whether it is no use to try again: nothing of it may pass, or a server
// has turned the login away.
func (u *Unconnected) final() bool {
	if slices.ContainsFunc(u.Failures, func(f *Failure) bool { return f.Kind == BadLogin }) {
		return true
	}
	return !slices.ContainsFunc(u.Failures, (*Failure).mayPass)
}

// giveUp is u when the time is over.
func (u *Unconnected) giveUp() *Unconnected {
	u.given = nats.ErrNoServers
	if slices.ContainsFunc(u.Failures, func(f *Failure) bool {
		return f.Kind == Silent || f.Kind == Mute
	}) {
		u.given = ErrSilent
	}
	return u
}

// refusesLogin tells whether a server has turned the login away.
func refusesLogin(err error) bool {
	for _, refusal := range []error{nats.ErrAuthorization, nats.ErrAuthExpired, nats.ErrAuthRevoked,
		nats.ErrAccountAuthExpired} {
		if errors.Is(err, refusal) {
			return true
		}
	}
	return false
}
