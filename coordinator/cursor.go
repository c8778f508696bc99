package coordinator

import (
	"strconv"
	"strings"

	"github.com/chamada/chamada/coordinator/rollcall"
	"github.com/chamada/chamada/subjects"
)

// cursorFor is how long after a reply its next part can be had. It is less than
// receipts are kept: what has ended since must still be there.
const cursorFor = rollcall.Time(60 * 60 * 1000)

// cursor says which state a reply is of, and after which class its next part begins.
type cursor struct {
	position rollcall.Position
	time     rollcall.Time
	class    uint64
}

// String is what clients are given: numbers between points.
func (c cursor) String() string {
	var b []byte
	for _, n := range []uint64{c.position.Record, uint64(c.position.Index), uint64(c.time),
		c.class} {
		b = append(strconv.AppendUint(b, n, 10), '.')
	}
	return string(b[:len(b)-1])
}

// parseCursor reads what a reply has given. The error is a [*subjects.Error].
func parseCursor(text string, now rollcall.Time) (c cursor, err error) {
	parts := strings.Split(text, ".")
	if len(parts) != 4 {
		return c, subjects.ErrAfter
	}
	var n [4]uint64
	for i, bits := range [...]int{64, 16, 63, 64} {
		if n[i], err = strconv.ParseUint(parts[i], 10, bits); err != nil {
			return c, subjects.ErrAfter
		}
	}
	c = cursor{rollcall.Position{Record: n[0], Index: uint16(n[1])}, rollcall.Time(n[2]), n[3]}
	if c.position.Record == 0 || c.time <= now-cursorFor {
		return c, subjects.ErrAfter
	}
	return c, nil
}
