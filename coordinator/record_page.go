package coordinator

import (
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/chamada/chamada/subjects"
)

// pager cuts a long reply into parts. All items of the reply are shown to it, for each part: a part
// is given only when they are the same as they were for the one before.
type pager struct {
	time  subjects.Time // that all parts have
	first int           // the item with which this part begins
	sum   uint64        // of the items as the first part had them; zero: this is the first
	shown int
	size  int
	next  int // the item with which the next part begins; zero: there is none
	now   uint64
}

// pageFrame is more bytes than a reply in parts has beside its items.
const pageFrame = 32 << 10

// newPager begins a part. Any error is a [*subjects.Error].
func newPager(after string, now subjects.Time) (*pager, error) {
	p := &pager{time: now, size: pageFrame}
	if after == "" {
		return p, nil
	}
	parts := strings.Split(after, ".")
	if len(parts) != 3 {
		return nil, subjects.ErrAfter
	}
	first, err1 := strconv.ParseUint(parts[0], 10, 31)
	at, err2 := strconv.ParseInt(parts[1], 10, 64)
	sum, err3 := strconv.ParseUint(parts[2], 36, 64)
	if err1 != nil || err2 != nil || err3 != nil || sum == 0 ||
		subjects.Time(at) <= now-subjects.Time(cursorFor) {
		return nil, subjects.ErrAfter
	}
	p.first, p.time, p.sum = int(first), subjects.Time(at), sum
	return p, nil
}

// cut gives those of some more items that are in this part.
func cut[T any](p *pager, items []T) []T {
	part := []T{}
	for i := range items {
		if p.takes(marshal(&items[i])) {
			part = append(part, items[i])
		}
	}
	return part
}

func (p *pager) takes(item []byte) bool {
	h := fnv.New64a()
	_, _ = h.Write(item) // it never fails
	p.now = p.now*1099511628211 + h.Sum64()
	p.shown++
	if p.shown <= p.first || p.next != 0 {
		return false
	}
	if p.size += len(item) + len(","); p.size > subjects.MaxReply && p.shown > p.first+1 {
		p.next = p.shown - 1
		return false
	}
	return true
}

// more is what the next part is had with, empty when there is none. The error is
// [subjects.ErrAfter] when the items are not those of the part before.
func (p *pager) more() (string, error) {
	sum := max(p.now, 1)
	switch {
	case p.sum != 0 && p.sum != sum:
		return "", subjects.ErrAfter
	case p.next == 0:
		return "", nil
	default:
		return strconv.Itoa(p.next) + "." + strconv.FormatInt(int64(p.time), 10) + "." +
			strconv.FormatUint(sum, 36), nil
	}
}
