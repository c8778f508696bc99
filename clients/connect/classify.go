package connect

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/nats-io/nats.go"
)

// attempt is one try to connect to one server, which has failed.
type attempt struct {
	server string
	to     nats.Options
	dialer *dialer
	err    error
}

// failure tells what was in the way: what the other side has said first tells more
// than what nats.go made of it.
func (a attempt) failure() *Failure {
	f := &Failure{Server: Shown(withPort(a.server)), Err: a.err}
	for _, judge := range []func(*Failure) Kind{
		a.unreached, a.certificate, a.foreign, a.refused, a.unanswered,
	} {
		if f.Kind = judge(f); f.Kind != "" {
			return f
		}
	}
	f.Kind = Other
	return f
}

// first is what was heard first, empty if nothing was.
func (a attempt) first() []byte {
	if a.dialer.heard == nil {
		return nil
	}
	return a.dialer.heard.first
}

// unreached is for servers that there is no connection to. nats.go keeps it to itself
// when one was refused.
func (a attempt) unreached(f *Failure) Kind {
	err := a.dialer.err
	if err == nil {
		return ""
	}
	f.Err = err
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		if dns.IsNotFound {
			return UnknownHost
		}
		return NoResolver
	}
	var timeout net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return Refused
	case errors.As(err, &timeout) && timeout.Timeout():
		return TimedOut
	default:
		return Unreachable
	}
}

// certificate is for those whose certificate we do not take, or that want one.
func (a attempt) certificate(f *Failure) Kind {
	if bad, ok := errors.AsType[*tls.CertificateVerificationError](a.err); ok &&
		len(bad.UnverifiedCertificates) > 0 {
		f.Certificate = bad.UnverifiedCertificates[0]
	}
	if other, ok := errors.AsType[x509.HostnameError](a.err); ok {
		f.Asked, f.Certificate = other.Host, other.Certificate
		return OtherName
	}
	if bad, ok := errors.AsType[x509.CertificateInvalidError](a.err); ok {
		if bad.Reason == x509.Expired {
			f.Certificate = bad.Cert
			return OutOfDate
		}
		return BadCertificate
	}
	switch {
	case failure[x509.UnknownAuthorityError](a.err):
		return UnknownAuthority
	case f.Certificate != nil:
		return BadCertificate
	case a.broken() && a.wantsCertificate():
		return a.own()
	default:
		return ""
	}
}

// broken tells whether the connection, or its TLS, came to an end while we were let in.
func (a attempt) broken() bool {
	return !a.late() &&
		(errors.Is(a.err, nats.ErrTLS) || failure[*net.OpError](a.err) || errors.Is(a.err, io.EOF))
}

// late tells whether nothing came in time.
func (a attempt) late() bool {
	var timeout net.Error
	return errors.Is(a.err, nats.ErrTimeout) || errors.As(a.err, &timeout) && timeout.Timeout()
}

// wantsCertificate tells whether the server has said that it does, or that ours is bad.
// A package that has no errors for the alerts of TLS leaves us their texts.
func (a attempt) wantsCertificate() bool {
	if e, ok := errors.AsType[*net.OpError](a.err); ok && e.Op == "remote error" {
		return strings.Contains(e.Err.Error(), "certificate")
	}
	var info struct {
		Verify bool `json:"tls_verify"`
	}
	said, isInfo := bytes.CutPrefix(a.first(), []byte("INFO "))
	return isInfo && json.Unmarshal(said, &info) == nil && info.Verify
}

func (a attempt) own() Kind {
	if a.to.TLSCertCB == nil {
		return WantsCertificate
	}
	return BadOwn
}

// foreign is for those that do not speak NATS, or not in the way that was wanted.
func (a attempt) foreign(f *Failure) Kind {
	u, _ := parseServer(a.server)
	said := a.first()
	isNATS := bytes.HasPrefix(said, []byte("INFO "))
	switch {
	case webSocket(u) && len(said) > 0 && said[0] != tlsHandshake && !a.connected():
		if !isNATS {
			f.Said = line(said)
		}
		return NoWebSocket
	case bytes.HasPrefix(said, []byte("HTTP/")):
		return Web
	case isNATS || len(said) == 0 || said[0] == tlsHandshake ||
		bytes.HasPrefix(said, []byte("-ERR")):
		return ""
	case said[0] == tlsAlert:
		return FailedTLS
	default:
		f.Said = line(said)
		return Foreign
	}
}

// connected tells whether a WebSocket was made.
func (a attempt) connected() bool { return bytes.HasPrefix(a.first(), []byte("HTTP/1.1 101")) }

// refused is for NATS servers that say why they do not let us in.
func (a attempt) refused(f *Failure) Kind {
	said := a.refusal()
	text := strings.ToLower(said)
	switch {
	case errors.Is(a.err, ErrClear):
		return ClearLogin
	case errors.Is(a.err, nats.ErrSecureConnWanted) && a.dialer.sealed &&
		!strings.HasPrefix(a.server, "tls:"):
		return ClearLogin
	case errors.Is(a.err, nats.ErrSecureConnWanted), failure[tls.RecordHeaderError](a.err):
		return NoTLS
	case errors.Is(a.err, nats.ErrNkeysNotSupported):
		return NoKeys
	case refusesLogin(a.err):
		return BadLogin
	case strings.Contains(text, "maximum connections exceeded"),
		strings.Contains(text, "maximum account active connections"):
		return Full
	case strings.Contains(text, "attempted to connect to"):
		// the port of routes, gateways or leaf nodes
		return NodePort
	case said != "":
		f.Said = cut(said)
		return Said
	default:
		return ""
	}
}

// refusal is what a server has said when it did not let us in, empty if it has not: in
// answer to us, or before, when it closed the connection on us.
func (a attempt) refusal() string {
	text := a.err.Error()
	// of the errors of nats.go only that does so
	if errors.Is(a.err, errors.New(strings.ToLower(text))) {
		return strings.TrimPrefix(text, "nats: ")
	}
	_, said, _ := bytes.Cut(a.first(), []byte("-ERR "))
	if !a.broken() || len(said) == 0 {
		return ""
	}
	said, _, _ = bytes.Cut(said, []byte("\r\n"))
	return strings.Trim(string(said), "'")
}

// unanswered is for connections on which nothing came, or not what lets us in.
func (a attempt) unanswered(*Failure) Kind {
	switch {
	case pinged(a.err), a.late() && len(a.first()) > 0:
		return Silent
	case a.late() && a.dialer.patience > 0:
		return a.dialer.examine(a.server)
	case a.late():
		return Mute
	case errors.Is(a.err, io.EOF), errors.Is(a.err, io.ErrUnexpectedEOF):
		return HungUp
	case errors.Is(a.err, nats.ErrTLS):
		return FailedTLS
	case a.broken():
		return HungUp
	default:
		return ""
	}
}

// line is the first of what was said.
func line(said []byte) string {
	first, _, _ := bytes.Cut(said, []byte("\n"))
	return cut(strings.TrimSpace(string(first)))
}

// maxSaid keeps a message on a line or two of a terminal.
const maxSaid = 60 // bytes

func cut(text string) string {
	if len(text) <= maxSaid {
		return text
	}
	return strings.ToValidUTF8(text[:maxSaid], "") + "…"
}

func failure[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}

// pinged tells whether we were let wait for longer than about 2 s, after which a
// server with default options pings, and nats.go, which expects nothing else than
// to be let in or refused, gives up. It has no error of its own for that.
func pinged(err error) bool { return strings.HasSuffix(err.Error(), "got 'PING'") }
