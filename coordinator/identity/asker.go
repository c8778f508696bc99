package identity

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"
)

// Asker is who sent a request. The zero Asker is nobody.
type Asker struct {
	Login string // a student's is the student number
	Role  Role
	// Born is when the login was made, in milliseconds since the Unix epoch: one that was
	// removed and made again is another. Zero where the server does not say.
	Born int64
}

// Nobody tells that it is not known who asks: such a request is refused.
func (a Asker) Nobody() bool { return a == Asker{} }

const (
	requestInfo = "Nats-Request-Info"
	// maxInfo bounds what is parsed; the server writes some 300 bytes, and what
	// the client calls itself.
	maxInfo = 8 << 10
	// maxHeaders is how many header lines a request may have, see intact.
	maxHeaders = 32
)

// Of is who sent a request that came over a service import with share, for what the
// server says in Nats-Request-Info. What cannot be understood is nobody, and so is
// a request without it: in the coordinators' account nobody makes requests.
//
// A client writes the bytes before the server's header, and can arrange them so
// that the library sees a header of the client's instead of the server's: after a
// bare LF, with the server's own behind an empty line or on a line without
// a name. So the header counts only when it is there once, nothing else mentions
// it, and there is no room in the message for another that was not parsed.
func Of(m *nats.Msg) Asker {
	values := m.Header[requestInfo]
	if len(values) != 1 || len(values[0]) > maxInfo || !intact(m) {
		return Asker{}
	}
	return parseInfo(values[0])
}

// intact tells whether all of the message's header was parsed, as far as a
// Nats-Request-Info could hide in the rest. A line may be written two bytes shorter
// than the longest form that the size is compared with (": " and CRLF), so with
// few lines what is missing there is no room for it.
func intact(m *nats.Msg) bool {
	lines, parsed := 0, len("NATS/1.0\r\n\r\n")
	for name, values := range m.Header {
		if name == "Status" || name == "Description" {
			return false // taken out of the first line; only servers write them
		}
		for i, v := range values {
			if lines++; lines > maxHeaders {
				return false
			}
			if (name != requestInfo || i > 0) && mentioned(name) || mentioned(v) {
				return false
			}
			parsed += len(name) + len(": ") + len(v) + len("\r\n")
		}
	}
	onWire := m.Size() - len(m.Subject) - len(m.Reply) - len(m.Data)
	return onWire <= parsed
}

func mentioned(s string) bool { return strings.Contains(s, requestInfo) }

// parseInfo reads what the server says of a client.
func parseInfo(text string) Asker {
	var info struct {
		Account string   `json:"acc"`
		User    string   `json:"user"`
		Tags    []string `json:"tags"`
	}
	if json.Unmarshal([]byte(text), &info) != nil {
		return Asker{}
	}
	a := Asker{Login: info.User, Role: roleIn(info.Account, info.User), Born: bornOf(info.Tags)}
	if CheckLogin(a.Role, a.Login) != nil {
		return Asker{}
	}
	return a
}

// bornTag is what the callout tells the server of a login, for it to tell with requests.
const bornTag = "born:"

func bornOf(tags []string) int64 {
	for _, tag := range tags {
		if text, ok := strings.CutPrefix(tag, bornTag); ok {
			born, _ := strconv.ParseInt(text, 10, 64)
			return born
		}
	}
	return 0
}

// OfRequest is [Of] for a request of the micro package. That hides the message,
// whose size is needed: it is taken from its field. Should another version of the
// library not have it, everybody is nobody, and the tests say so.
func OfRequest(r micro.Request) Asker {
	v := reflect.ValueOf(r)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return Asker{}
	}
	field := v.Elem().FieldByName("msg")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*nats.Msg]() || field.IsNil() {
		return Asker{}
	}
	return Of((*nats.Msg)(field.UnsafePointer()))
}
