package identity

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/netip"
	"strings"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"github.com/chamada/chamada/subjects"
)

// question is what a server asks: may this client connect?
type question struct {
	msg   *nats.Msg
	at    time.Time // it was read
	token string    // what the server has signed
	asks  *jwt.AuthorizationRequestClaims
	opens *storedLogin // whose code it was found to have, nil when it was not checked
}

var (
	errUnencrypted = errors.New(
		"the server asks without encryption: set xkey in its auth_callout")
	errNoQuestion = errors.New("it is no authorization request")
)

// read decrypts and decodes what a server asks. The server's signature is not looked at:
// that takes four times as long, so it is for those who may be let in alone, see
// [question.verify].
func (c *callout) read(m *nats.Msg) (question, error) {
	q := question{msg: m, at: time.Now(), asks: new(jwt.AuthorizationRequestClaims)}
	from := m.Header.Get(serverKey)
	if from == "" {
		return q, errUnencrypted
	}
	text, err := c.envelope.open(m.Data, from)
	if err != nil {
		return q, err
	}
	q.token = string(text)
	_, rest, _ := strings.Cut(q.token, ".")
	claims, _, _ := strings.Cut(rest, ".")
	body, err := base64.RawURLEncoding.DecodeString(claims)
	if err != nil || json.Unmarshal(body, q.asks) != nil ||
		!nkeys.IsValidPublicUserKey(q.asks.UserNkey) {
		return q, errNoQuestion
	}
	return q, nil
}

// verify checks the server's signature, and that what it has signed is what was read.
func (q question) verify() error {
	signed, err := jwt.DecodeAuthorizationRequestClaims(q.token)
	if err != nil || signed.UserNkey != q.asks.UserNkey ||
		signed.ConnectOptions != q.asks.ConnectOptions || signed.Server.ID != q.asks.Server.ID ||
		signed.ClientInformation.Kind != q.asks.ClientInformation.Kind {
		return errNoQuestion
	}
	return nil
}

// typed is the login as it was meant, without what was pasted along, and whether it is
// to watch.
func (q question) typed() (login string, watching bool) {
	return strings.CutSuffix(subjects.Pasted(q.asks.ConnectOptions.Username), Watch)
}

// answerWithin is how long a question may wait. The server gives up after twice as long,
// and most clients before it: when more come than can be let in, whoever has waited for
// longer has left by the time of the answer, and would have those behind leave as well.
const answerWithin = authTimeout / 2

// late tells whether an answer would come too late.
func (q question) late() bool { return time.Since(q.at) > answerWithin }

// key is the same for those who type the same login in one network.
func (q question) key() string {
	typed, _ := q.typed()
	return network(q.asks.ClientInformation.Host) + " " + fold(typed)
}

// network is what one subscriber has: an address, with IPv6 the first half of it.
func network(host string) string {
	a, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return host
	}
	return p.String()
}
