package identity

import (
	"errors"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

const (
	// gatewayLogin is the seat of the gateways that have the cluster's secret. No login can
	// be called so.
	gatewayLogin = "+gateway"
	// gatewayName is what the servers know it by, one token of a subject.
	gatewayName = "gateway"
)

// Gateway logs a connection in as a gateway: the page, which may scan and register for
// students, and do nothing else.
func (s Secret) Gateway() nats.Option {
	return func(o *nats.Options) error {
		return errors.Join(
			nats.UserInfo(gatewayLogin, s.gatewayCode().text)(o),
			nats.CustomInboxPrefix(subjects.InboxPrefix(gatewayName))(o),
		)
	}
}

// Pages is the key that gateways share, with which they seal what phones keep.
func (s Secret) Pages() [32]byte { return [32]byte(s.raw(forPages)) }

// gatewayCode is a code that whoever has the secret can make.
func (s Secret) gatewayCode() Code {
	raw := s.raw(forGateway)
	for i := range raw {
		raw[i] = alphabet[raw[i]%32]
	}
	return Code{string(raw)}
}

// gatewayRecord is that of the gateways' seat, which is not in the bucket.
func (s Secret) gatewayRecord() *storedLogin {
	r := &storedLogin{Role: Gateway}
	r.seal(s.gatewayCode())
	return r
}
