package subjects

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// AppendJSON appends g as JSON, with its list as it was encoded before, which must be that of a
// [ClassList].
func (g ClassGot) AppendJSON(b []byte, list json.RawMessage) []byte {
	b = append(b, `{"class":`...)
	b = strconv.AppendUint(b, uint64(g.Class), 10)
	b = append(b, `,"time":"`...)
	b = g.Time.append(b)
	b = append(b, `",`...)
	b = append(b, bytes.TrimSuffix(list[1:], []byte{'}'})...)
	b = append(b, `,"revision":`...)
	b = strconv.AppendUint(b, g.Revision, 10)
	b = append(b, `,"put":"`...)
	b = g.Put.append(b)
	b = appendBy(append(b, '"'), g.By)
	b = append(b, `,"position":"`...)
	b = g.Position.append(b)
	return append(b, `"}`...)
}
