package records

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

const (
	// version is that of the messages' format.
	version = 1
	// versionAll is that of corrections of which one message has all.
	versionAll = 2
)

// headerSum is the header with the checksum of a message.
const headerSum = "Chamada-Sum"

// ErrDamaged: a message is not as it was written.
var ErrDamaged = errors.New("a record is damaged")

// The subjects of the stream.
const (
	keptRoot       = subjects.Root + "record.kept."
	correctionRoot = subjects.Root + "record.correction."
	rosterRoot     = subjects.Root + "record.roster."
)

func keptSubject(c subjects.Class, roll string) string { return keptRoot + c.String() + "." + roll }

func correctionSubject(c subjects.Class, roll string) string {
	return correctionRoot + c.String() + "." + roll
}

func rosterSubject(c subjects.Class, revision uint64) string {
	return fmt.Sprintf("%s%d.%d", rosterRoot, c, revision)
}

// checksum is of a message's subject as well: one that was moved is damaged.
func checksum(subject string, data []byte) string {
	h := sha256.New()
	h.Write([]byte(subject))
	h.Write([]byte{'\n'})
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func seal(subject string, data []byte) *nats.Msg {
	m := nats.NewMsg(subject)
	m.Header.Set(headerSum, checksum(subject, data))
	m.Data = data
	return m
}

// message is one of the stream.
type message struct {
	subject  string
	sequence uint64
	header   nats.Header
	data     []byte
}

// open reads what a message says into v. The error is [ErrDamaged].
func open(m *message, v interface{ format() int }) error {
	if m.header.Get(headerSum) != checksum(m.subject, m.data) {
		return fmt.Errorf("%w: message %d of %s, %s, has another checksum", ErrDamaged, m.sequence,
			Stream, m.subject)
	}
	if err := decode(m.data, v); err != nil {
		return fmt.Errorf("%w: message %d of %s, %s: %w", ErrDamaged, m.sequence, Stream, m.subject,
			err)
	}
	if n := v.format(); n < version || n > versionAll {
		return fmt.Errorf("%w: message %d of %s, %s, has format %d, of a later version", ErrDamaged,
			m.sequence, Stream, m.subject, v.format())
	}
	return nil
}

// decode is json.Unmarshal, which would go through a record twice before it hands it over.
func decode(data []byte, v any) error {
	if k, ok := v.(*Kept); ok {
		return k.UnmarshalJSON(data)
	}
	return json.Unmarshal(data, v)
}

// encode never fails: there is nothing in a message that cannot be encoded.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
