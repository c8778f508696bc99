package node

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/chamada/chamada/coordinator/embedded"
)

// Error is why it did not start, when the operator can change that.
type Error struct {
	Flag string // that changes it, such as "--listen"
	Err  error  // an [*embedded.Error], or of one of the types below
}

func (e *Error) Error() string { return fmt.Sprintf("%v (%s)", e.Err, e.Flag) }

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// ExposedError refuses to let everyone on the network in without a login, or read
// the access codes of those who have one.
type ExposedError struct {
	Listen string // the address that other machines can reach
	Auth   bool   // there are logins; what is missing is TLS
}

func (e *ExposedError) Error() string {
	if e.Auth {
		return fmt.Sprintf(
			"without TLS it does not listen on %s, because access codes could be read on the "+
				"way; give a certificate with --tls-cert and --tls-key, choose an address such "+
				"as 127.0.0.1:4222, or accept it with --insecure", e.Listen)
	}
	return fmt.Sprintf(
		"without authentication it does not listen on %s, which other machines can reach; use "+
			"--auth, choose an address such as 127.0.0.1:4222, or accept it with --insecure",
		e.Listen)
}

// PlainPageError refuses to serve the page to other machines without TLS.
type PlainPageError struct{ Listen string }

func (e *PlainPageError) Error() string {
	return fmt.Sprintf(
		"without TLS the page is not served on %s, because access codes and student numbers "+
			"could be "+
			"read on the way; give a certificate with --tls-cert and --tls-key, choose an "+
			"address such as "+
			"127.0.0.1:8080, or accept it with --web-plain", e.Listen)
}

// CertificateCode says, for programs, why a certificate cannot be used.
type CertificateCode string

// The codes of a [CertificateError].
const (
	CertificateUnreadable CertificateCode = "unreadable" // a file, see Err
	// certificate and key do not belong together, or are none, see Err
	CertificateUnusable CertificateCode = "unusable"
	CertificateExpired  CertificateCode = "expired" // at Time
	CertificateEarly    CertificateCode = "early"   // valid from Time on
)

// CertificateError is a certificate or key that cannot be used.
type CertificateError struct {
	Code CertificateCode
	File string
	Time time.Time
	Err  error // nil when the code says it all
}

func (e *CertificateError) Error() string {
	switch e.Code {
	case CertificateUnreadable:
		return fmt.Sprintf("cannot read %s: %v", e.File, cause(e.Err))
	case CertificateExpired:
		return fmt.Sprintf("the certificate in %s has expired on %s; renew it", e.File,
			e.Time.UTC().Format(time.DateTime))
	case CertificateEarly:
		return fmt.Sprintf("the certificate in %s is valid only from %s on; is the clock right?",
			e.File, e.Time.UTC().Format(time.DateTime))
	default:
		return fmt.Sprintf("the certificate in %s cannot be used: %v", e.File, e.Err)
	}
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *CertificateError) Unwrap() error { return e.Err }

// cause is an error without the path that was said already.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// SecretError is a secret of the logins that cannot be used. Err is
// [fs.ErrNotExist] where it has to be a copy of another node's, and is not there.
type SecretError struct {
	File string
	Err  error
}

func (e *SecretError) Error() string {
	if errors.Is(e.Err, fs.ErrNotExist) {
		return fmt.Sprintf(
			"the secret of the logins is missing, %[1]s, of which every node needs a copy; make "+
				"it once, for example with (umask 077; openssl rand -hex 32 >%[1]s), and copy it "+
				"to each", e.File)
	}
	return e.Err.Error()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *SecretError) Unwrap() error { return e.Err }

// DataError is a data directory of an earlier version, which kept the journal where
// this one would not find it.
type DataError struct{ Dir string }

func (e *DataError) Error() string {
	return fmt.Sprintf(
		"the data directory %s is of an earlier version, whose journal this one does not find; "+
			"run that version until all roll calls have ended, then choose a new directory", e.Dir)
}

// ConnectError is an existing NATS that cannot be reached, or lets nobody in.
type ConnectError struct {
	Servers string // as given, without passwords
	Err     error
}

func (e *ConnectError) Error() string {
	return fmt.Sprintf("cannot connect to %s: %v", e.Servers, e.Err)
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *ConnectError) Unwrap() error { return e.Err }

// OpenServersError is an existing NATS that lets everybody in: there can be no
// logins.
type OpenServersError struct {
	Servers string // as given, without passwords
}

func (e *OpenServersError) Error() string {
	return fmt.Sprintf(
		"%s lets everybody in, without a login; its servers need the configuration that "+
			"--print-nats-config prints", e.Servers)
}

// ClearLoginError is an existing NATS without TLS on another machine. No login was sent.
type ClearLoginError struct {
	Servers string // as given, without passwords
}

func (e *ClearLoginError) Error() string {
	return fmt.Sprintf(
		"%s: there is no TLS, and a login does not go to another machine without it; "+
			"have the servers use TLS, or accept with --insecure that all is read on the way",
		e.Servers)
}

// flagged says which flag changes what stopped the embedded server.
func flagged(err error) error {
	e, ok := errors.AsType[*embedded.Error](err)
	if !ok {
		return err
	}
	switch e.Code {
	case embedded.DataInUse, embedded.DataNotDir, embedded.DataNotWritable,
		embedded.DataNotReadable, embedded.DataDamaged:
		return &Error{Flag: "--data", Err: e}
	case embedded.ListenInvalid, embedded.ListenInUse, embedded.ListenFailed:
		return &Error{Flag: "--listen", Err: e}
	default:
		return err
	}
}
