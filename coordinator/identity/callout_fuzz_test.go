package identity

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// codes are of the logins in the fuzzed callout's directory.
var codes = map[string]Code{
	"042191010": {"0123456789AB"}, "porta-1": {"CDEFGHJKMNPQ"}, "pagina": {"DEFGHJKMNPQR"},
	"clara": {"RSTVWXYZ0123"}, "root": {"7K2M9QXT04BD"},
}

var roles = map[string]Role{"042191010": Student, "porta-1": Kiosk, "pagina": Gateway,
	"clara": Teacher, "root": Admin}

// fuzzed is a callout without a connection, whose answers go nowhere.
func fuzzed() *callout {
	s := Secret{new([secretLen]byte)}
	quiet := slog.New(slog.DiscardHandler)
	d := newDirectory(nil, quiet, func(string, Role) {})
	for login, code := range codes {
		r := &storedLogin{Role: roles[login]}
		r.seal(code)
		d.apply(entry{login: login, data: r.encode()})
	}
	return newCallout(d, newGuard(time.Now, quiet, func(string, Role) {}), &placement{}, s,
		time.Now, quiet)
}

// keyOf is always the same, so that what was found stays found.
func keyOf(f *testing.F, kind nkeys.PrefixByte) nkeys.KeyPair {
	seed, err := nkeys.EncodeSeed(kind, bytes.Repeat([]byte{1}, 32))
	if err != nil {
		f.Fatal(err)
	}
	k, err := nkeys.FromSeed(seed)
	if err != nil {
		f.Fatal(err)
	}
	return k
}

// envelope says how far what a server asks has come from it.
const (
	bare   = iota // bytes that anybody in the account could send
	sealed        // encrypted as a server does
	signed        // claims, signed and encrypted as a server does
	envelopes
)

// asks is what the callout hears.
func asks(t *testing.T, c *callout, server, curve nkeys.KeyPair, envelope uint8,
	body []byte) *nats.Msg {
	m := &nats.Msg{Header: nats.Header{serverKey: {publicKey(curve)}}, Data: body}
	switch envelope % envelopes {
	case bare:
		return m
	case signed:
		b64 := base64.RawURLEncoding.EncodeToString
		token := b64([]byte(`{"typ":"JWT","alg":"ed25519-nkey"}`)) + "." + b64(body)
		sig, err := server.Sign([]byte(token))
		if err != nil {
			t.Fatal(err)
		}
		m.Data = []byte(token + "." + b64(sig))
	}
	text, err := curve.Seal(m.Data, publicKey(Secret{new([secretLen]byte)}.encryption()))
	if err != nil {
		t.Fatal(err)
	}
	m.Data = text
	return m
}

// claims is what a server says, for somebody with this name and password.
func claims(f *testing.F, server nkeys.KeyPair, name, password string) []byte {
	q := jwt.NewAuthorizationRequestClaims(publicKey(keyOf(f, nkeys.PrefixByteUser)))
	q.UserNkey, q.Server.ID = q.Subject, publicKey(server)
	q.ClientInformation.Kind = "Client"
	q.ConnectOptions.Username, q.ConnectOptions.Password = name, password
	token, err := q.Encode(server)
	if err != nil {
		f.Fatal(err)
	}
	body, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	if err != nil {
		f.Fatal(err)
	}
	return body
}

// FuzzQuestion gives the callout bytes from its subject. Only what a server has
// signed is a question, and only a login with its code is let in, to no more than
// its role.
func FuzzQuestion(f *testing.F) {
	server, curve := keyOf(f, nkeys.PrefixByteServer), keyOf(f, nkeys.PrefixByteCurve)
	for login, code := range codes {
		f.Add(uint8(signed), claims(f, server, login, code.Reveal()))
		f.Add(uint8(sealed), claims(f, server, login, code.Reveal()))
	}
	f.Add(uint8(signed), claims(f, server, "root"+Watch, codes["root"].text))
	f.Add(uint8(signed), claims(f, server, "clara"+Watch, codes["clara"].text))
	f.Add(uint8(signed),
		[]byte(`{"iss":"`+publicKey(server)+
			`","nats":{"type":"authorization_request","version":2,"client_info":{"kind":"Client"},"connect_opts":{"user":"clara","pass":"RSTVWXYZ0123"}}}`))
	f.Add(uint8(signed),
		[]byte(`{"iss":"`+publicKey(server)+`","type":"authorization_request","nats":{}}`))
	f.Add(uint8(signed),
		bytes.Replace(claims(f, server, "clara", codes["clara"].text), []byte(`"Client"`),
			[]byte(`"Leafnode"`), 1))
	f.Add(uint8(bare), []byte("eyJ.e30.x"))
	c := fuzzed()
	f.Fuzz(func(t *testing.T, envelope uint8, body []byte) {
		m := asks(t, c, server, curve, envelope, body)
		// as a worker does; a panic there ends the coordinator
		c.sort(m)
		for len(c.known) > 0 {
			c.admit(t.Context(), <-c.known)
		}
		for len(c.lane.come) > 0 {
			<-c.lane.come
			c.check(t.Context(), c.lane.next())
		}
		asked, err := c.read(m)
		if err != nil || asked.verify() != nil {
			return
		}
		q := asked.asks
		if envelope%envelopes != signed || !verifies(q.Issuer, server) ||
			!nkeys.IsValidPublicUserKey(q.UserNkey) {
			t.Fatalf("%q, sent in way %d, is a question of %q for %q", body, envelope%envelopes,
				q.Issuer, q.UserNkey)
		}
		place, ok := c.lets(q)
		if !ok {
			return
		}
		if meantBy(q.ConnectOptions.Username) != place.name() ||
			typedAs(q.ConnectOptions.Password) != codes[place.login].text ||
			q.ClientInformation.Kind != "Client" {
			t.Fatalf("%q is let in as %+v", body, place)
		}
		checkAdmission(t, c, q.UserNkey, place)
	})
}

// lets is whom the callout lets in, and as what, when it has checked the code.
func (c *callout) lets(asks *jwt.AuthorizationRequestClaims) (seat, bool) {
	q := question{asks: asks}
	login, r := c.whose(q)
	if r == nil || !c.sane(asks) || !r.opens(asks.ConnectOptions.Password) {
		return seat{}, false
	}
	return c.seat(q, login, r)
}

// verifies tells whether a public key, of which there is more than one spelling, is
// that of a pair.
func verifies(public string, pair nkeys.KeyPair) bool {
	k, err := nkeys.FromPublicKey(public)
	if err != nil {
		return false
	}
	sig, err := pair.Sign([]byte("x"))
	return err == nil && k.Verify([]byte("x"), sig) == nil
}

// FuzzJudge has a client say any name and password.
func FuzzJudge(f *testing.F) {
	for login, code := range codes {
		f.Add(login, code.Reveal())
		f.Add(login+Watch, strings.ToLower(code.text))
	}
	f.Add("clara", " rstv\twxyz\r\no1-23")
	f.Add("clara", "RSTVWXYZ0123\x00")
	f.Add("\ufeff Clara\r\n", "rstv \u2013 wxyz\u00a0\u2011 o123\u200b")
	f.Add("PORTA\u20141", "CDEF-GHJK-MNPQ")
	f.Add("clara.>", "RSTVWXYZ0123")
	f.Add("", "")
	c := fuzzed()
	user := publicKey(keyOf(f, nkeys.PrefixByteUser))
	f.Fuzz(func(t *testing.T, name, password string) {
		q := jwt.NewAuthorizationRequestClaims(user)
		q.ConnectOptions.Username, q.ConnectOptions.Password = name, password
		q.ClientInformation.Kind = "Client"
		meant := meantBy(name)
		login := strings.TrimSuffix(meant, Watch)
		role := roles[login]
		code := codes[login].text
		c.guard = newGuard(time.Now, c.log, func(string, Role) {}) // it counts
		place, ok := c.lets(q)
		want := role != "" && len(password) <= maxTyped && typedAs(password) == code &&
			(meant == login || role == Admin)
		if ok != want || ok && place.name() != meant {
			t.Fatalf("%q with %q is let in: %t, as %+v", name, password, ok, place)
		}
		if ok {
			checkAdmission(t, c, user, place)
		}
	})
}

var (
	around = regexp.MustCompile(`^[\s\v\x{85}\pZ\p{Cf}]+|[\s\v\x{85}\pZ\p{Cf}]+$`)
	format = regexp.MustCompile(`\p{Cf}`)
	dashes = regexp.MustCompile(`[\p{Pd}−]`)
	filler = regexp.MustCompile(`[\s\v\x{85}\pZ\p{Cf}\p{Pd}−]`)
)

// meantBy is the login that was typed, read in another way than the program's; all in
// [codes] are in lower case.
func meantBy(name string) string {
	name = format.ReplaceAllString(around.ReplaceAllString(name, ""), "")
	login, watch := strings.CutSuffix(dashes.ReplaceAllString(name, "-"), Watch)
	if login = strings.ToLower(login); watch {
		login += Watch
	}
	return login
}

// typedAs is the code that was typed, read in another way than the program's.
func typedAs(text string) string {
	text = filler.ReplaceAllString(text, "")
	var b strings.Builder
	for _, c := range []byte(text) {
		if 'a' <= c && c <= 'z' {
			c -= 32
		}
		if at := strings.IndexByte("OIL", c); at >= 0 {
			c = "011"[at]
		}
		b.WriteByte(c)
	}
	return b.String()
}

// checkAdmission reads what the server is told, and holds it to the contract.
func checkAdmission(t *testing.T, c *callout, key string, place seat) {
	t.Helper()
	account, lasts := c.placement.place(t.Context(), jwt.ServerID{}, place)
	token, err := admission(key, place, account, time.Now(), lasts).Encode(c.issuer)
	if err != nil {
		t.Fatal(err)
	}
	u, err := jwt.DecodeUserClaims(token)
	if err != nil {
		t.Fatal(err)
	}
	problems := jwt.CreateValidationResults()
	u.Validate(problems)
	login, watch := strings.CutSuffix(u.Name, Watch)
	role := roles[login]
	in := shared[role]
	if watch {
		in = AccountCoordinators
	}
	if len(problems.Issues) > 0 || u.Subject != key || u.Audience != in || watch && role != Admin {
		t.Fatalf("%+v is told as %s", place, token)
	}
	if watch == (len(u.Pub.Allow) > 0) || watch != u.Pub.Deny.Contains(">") ||
		!u.Sub.Deny.Contains("> >") || len(u.Sub.Allow) == 0 {
		t.Fatalf("%+v may publish %v but %v and hear %v but %v", place, u.Pub.Allow, u.Pub.Deny,
			u.Sub.Allow, u.Sub.Deny)
	}
	mays := map[Role]string{
		Kiosk:   "[chamada.student.present]",
		Student: "[chamada.student.present chamada.student.scan chamada.student.record]",
		Gateway: "[chamada.student.present chamada.student.scan]",
	}
	if may := fmt.Sprint(u.Pub.Allow); mays[role] != "" && may != mays[role] {
		t.Fatalf("a %s may publish %v", role, may)
	}
}

// FuzzRecord gives the directory what somebody has put into the bucket.
func FuzzRecord(f *testing.F) {
	for login, code := range codes {
		r := &storedLogin{Role: roles[login], Name: "Zé"}
		r.seal(code)
		f.Add(login, []byte(nil), r.encode())
		f.Add(login, []byte("NATS/1.0\r\nKV-Operation: DEL\r\n\r\n"), r.encode())
		r.Rounds = -1
		f.Add(login, []byte(nil), r.encode())
		f.Add("a.b", []byte("NATS/1.0\r\nx: y\r\n\r\n"), r.encode())
	}
	f.Add("clara", []byte("NATS/1.0 503\r\n\r\n"),
		[]byte(`{"role":"teacher","salt":"AAAA","hash":"","rounds":-1}`))
	f.Fuzz(func(t *testing.T, login string, header, data []byte) {
		var changed int
		d := newDirectory(nil, slog.New(slog.DiscardHandler), func(string, Role) { changed++ })
		old := Code{"000000000000"}
		had := &storedLogin{Role: Admin}
		had.seal(old)
		d.apply(entry{login: login, data: had.encode()})

		removed := isRemoval(header)
		d.apply(entry{login: login, removed: removed, data: data})
		now := d.records[login]
		if _, r := d.find(login); r != nil && r.opens(old.text) {
			t.Fatalf("%q: the old code is still good after %q, %q", login, header, data)
		}
		if validLogin(login) != (changed == 1) { // the salt is new each time
			t.Fatalf("%q: %d changes by %q, %q", login, changed, header, data)
		}
		if now == nil {
			return
		}
		if removed || CheckLogin(now.Role, login) != nil || now.Rounds < 1 ||
			now.Rounds > maxRounds || len(now.Hash) != hashLen || len(now.Salt) != saltLen {
			t.Fatalf("%q, %q is %+v", login, data, now)
		}
		if again, err := decodeRecord(login, now.encode()); err != nil ||
			!bytes.Equal(again.encode(), now.encode()) {
			t.Fatalf("%q: %s has become %+v: %v", login, now.encode(), again, err)
		}
	})
}

// FuzzRequestInfo is what the server says of a client, which has chosen some of it.
func FuzzRequestInfo(f *testing.F) {
	f.Add(`{"start":"x","host":"h","id":1,"acc":"STUDENTS","user":"042","name":"n","rtt":1}`)
	f.Add(`{"acc":"student-042","user":"042"}`)
	f.Add(`{"acc":"student-042","user":"043"}`)
	f.Add(`{"acc":"teacher-a-b","user":"a-b"}`)
	f.Add(`{"acc":"STUDENTS_000","user":"042"}`)
	f.Add(`{"acc":"TEACHERS","user":"*"}`)
	f.Add(`{"acc":"STUDENTS","user":"ana"}`)
	f.Add(`{"acc":"TEACHERS","user":"clara","USER":"root","Acc":"ADMINS"}`)
	f.Fuzz(func(t *testing.T, text string) {
		a := parseInfo(text)
		if a.Nobody() {
			return
		}
		if CheckLogin(a.Role, a.Login) != nil ||
			!saysAny(text, "acc", accountsOf(a.Role, a.Login)) || !says(text, "user", a.Login) {
			t.Fatalf("%q is %+v", text, a)
		}
	})
}

func saysAny(text, name string, values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return says(text, name, v) })
}

// says tells whether a field of an object has a value, its name in either case.
func says(text, name, value string) bool {
	var told map[string]any
	if json.Unmarshal([]byte(text), &told) != nil {
		return false
	}
	for k, v := range told {
		if strings.EqualFold(k, name) && v == value {
			return true
		}
	}
	return false
}

// FuzzSecret reads the file of a secret. What is none is not repeated.
func FuzzSecret(f *testing.F) {
	f.Add([]byte(strings.Repeat("0f", secretLen)))
	f.Add([]byte(strings.Repeat("0F", secretLen) + "\n"))
	f.Add([]byte(strings.Repeat("0f", secretLen-1) + "xy"))
	f.Add([]byte(strings.Repeat("0f", secretLen+1)))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := parseSecret(text)
		if err != nil {
			if err != errSecretText || s.key != nil {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := parseSecret([]byte(strings.ToLower(string(text))))
		if err != nil || *again.key != *s.key || len(text) != 2*secretLen {
			t.Fatalf("%q and in lower case are two", text)
		}
	})
}
