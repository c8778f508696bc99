package subjects

import (
	"bytes"
	"encoding/json"
)

// HasPosition tells whether data is the payload of a coordinator's reply that is no
// error: a JSON object with a position. Whatever else answers on the subjects of the
// contract, a stream that takes them in or an echo, says none. Of a reply that ends
// as a coordinator's does the rest is not looked at.
func HasPosition(data []byte) bool {
	if endsInPosition(data) {
		return true
	}
	var reply struct {
		Position *Position `json:"position"`
	}
	return json.Unmarshal(data, &reply) == nil && reply.Position != nil
}

// endsInPosition is for the replies of this version, which are many: the position is
// the last of their members.
func endsInPosition(data []byte) bool {
	rest, ok := bytes.CutSuffix(data, []byte(`"}`))
	if !ok || data[0] != '{' {
		return false
	}
	rest, index := cutDigits(rest)
	rest, dash := bytes.CutSuffix(rest, []byte{'-'})
	rest, record := cutDigits(rest)
	return index && dash && record && bytes.HasSuffix(rest, []byte(`,"position":"`))
}

func cutDigits(b []byte) (rest []byte, found bool) {
	n := len(b)
	for n > 0 && b[n-1] >= '0' && b[n-1] <= '9' {
		n--
	}
	return b[:n], n < len(b)
}

// HasCode tells whether data is the payload of an error reply of a coordinator's, and
// not that of another service.
func HasCode(data []byte) bool { return DecodeError(data).Code != "" }
