package record

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Digest says what all records up to one were: their sums and their places, and which of
// them were passed over. The zero Digest is none.
type Digest struct {
	Through uint64 // the last record it covers
	Of      Sum
}

// ErrOther: what was read of the journal is not what its writers have read.
var ErrOther = fmt.Errorf("%w: the records before it are not those that were there", ErrDamaged)

// ErrCut: the journal does not begin where a coordinator has cut it.
var ErrCut = errors.New(
	"the front of the journal is missing: it does not begin where it was purged")

// kept is how many digests a chain remembers. A writer is never that far behind.
const kept = 1 << 12

// Chain makes the digests of the records of a journal, one after the other, and holds
// the digests in records to them. It begins with the record that raises the version, or
// with the first of a journal. A journal whose front was purged begins where a later
// record tells the digest of all before.
type Chain struct {
	first uint64 // the first record added; zero: none was
	next  uint64
	known bool  // the digests of what was added are: else only links are
	base  Sum   // the digest of what was before the first
	torn  bool  // it was begun anew after a loss, and no digest was seen since
	all   []Sum // the last digests, or links, up to that of next - 1
	links []Sum // while torn: those of which all has the digests
}

// Begins tells that the next record to be added is the first that is covered, so
// that its digest is known.
func (c *Chain) Begins() { *c = Chain{known: true} }

// Lose begins anew after records that are lost. Whoever goes past the same loss comes to the
// same digests. Records after it that were written before it was known have another
// digest: the first of these is taken for what it says.
func (c *Chain) Lose(first, last uint64) {
	at := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64([]byte("lost"), first), last)
	*c = Chain{known: true, torn: true, base: sumOf(at)}
}

// Started tells whether the chain covers anything.
func (c *Chain) Started() bool { return c.first != 0 }

// Known tells whether the digest of what was added is known.
func (c *Chain) Known() bool { return c.known }

// Add adds a record by its sum, see [SumOf]; passed says that it was passed over.
func (c *Chain) Add(seq uint64, passed bool, sum Sum) {
	if c.first == 0 {
		c.first = seq
	}
	link := linkOf(seq, passed, sum)
	if c.torn {
		c.links = append(c.links, link)
	}
	if c.known {
		link = extend(c.last(), link)
	}
	c.all = append(c.all, link)
	c.next = seq + 1
	if c.known && len(c.all) >= 2*kept {
		c.all = append(c.all[:0], c.all[len(c.all)-kept:]...)
		c.links = c.links[max(0, len(c.links)-kept):]
	}
}

// last is the digest of all that was added, and what was before it.
func (c *Chain) last() Sum {
	if len(c.all) > 0 {
		return c.all[len(c.all)-1]
	}
	return c.base
}

func linkOf(seq uint64, passed bool, sum Sum) Sum {
	at := binary.BigEndian.AppendUint64(nil, seq)
	if passed {
		at = append(at, 1)
	} else {
		at = append(at, 0)
	}
	return sumOf(at, sum[:])
}

func extend(before, link Sum) Sum { return sumOf(before[:], link[:]) }

// Head is the digest of all records added; zero when it is not known.
func (c *Chain) Head() Digest {
	if !c.known || len(c.all) == 0 {
		return Digest{}
	}
	return Digest{c.next - 1, c.last()}
}

// Check holds the records to a digest that the next of them has, which is that at seq,
// before that is added. The error is, or wraps, [ErrOther] or [ErrCut].
func (c *Chain) Check(seq uint64, d Digest) error {
	if c.first == 0 {
		if (!c.known || c.torn) && d.Through+1 == seq {
			c.known, c.torn, c.base = true, false, d.Of
		}
		return nil
	}
	switch from := c.next - uint64(len(c.all)); {
	case d.Through < c.first && c.known || d.Through+1 < c.first || c.known && d.Through < from:
		return nil // it is of what was purged, or of long ago
	case d.Through >= c.next:
		return fmt.Errorf("%w: it knows of record %d", ErrOther, d.Through)
	case !c.known:
		return c.learn(d)
	case c.torn:
		c.mend(int(d.Through-from), d.Of)
		return nil
	case c.all[d.Through-from] != d.Of:
		return fmt.Errorf("%w, up to record %d", ErrOther, d.Through)
	default:
		return nil
	}
}

// learn begins with the digest of what was purged.
func (c *Chain) learn(d Digest) error {
	if d.Through >= c.first {
		return fmt.Errorf("%w: it begins with record %d", ErrCut, c.first)
	}
	before := d.Of
	c.base = before
	for i, link := range c.all {
		before = extend(before, link)
		c.all[i] = before
	}
	c.known = true
	return nil
}

// mend has the digest of the n-th of those that are remembered, and what follows from it.
func (c *Chain) mend(n int, of Sum) {
	for i := n; i < len(c.all); i++ {
		if i > n {
			of = extend(of, c.links[i])
		}
		c.all[i] = of
	}
	c.torn, c.links = false, nil
}
