package record_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/journal/record"
)

const epoch = "nCkUZ3FrhVBQWTnqLOGMGe"

func sealed(r record.Record, body string) []byte {
	r.Epoch, r.Written = epoch, time.UnixMilli(1795370645148)
	data := append(r.Append(nil), body...)
	record.Seal(data)
	return data
}

var (
	second = record.Header{Version: 2, Age: 24 * time.Hour}
	fourth = record.Header{Version: 4, Age: time.Hour, After: 39, Fence: true}
)

func TestLinesComeBack(t *testing.T) {
	for name, r := range map[string]record.Record{
		"first":  {Header: record.Header{Version: 1}},
		"second": {Header: second},
		"off": {
			Header: record.Header{Version: 2, Age: -time.Second, Off: 16 * time.Hour,
				OffAfter: 40}},
		"raise": {Header: second,
			Raise: record.Raise{To: 2, Stamp: time.UnixMilli(1795370645148)}},
		"digest": {Header: second, Digest: record.Digest{Through: 39, Of: record.Sum{1, 2, 3}}},
		"fourth": {Header: record.Header{Version: 4, After: 7}},
		"fence":  {Header: fourth, Digest: record.Digest{Through: 39}},
		"fourth, off": {Header: record.Header{Version: 4, After: 40, Off: time.Hour,
			OffAfter: 40}},
		"both": {Header: second, Raise: record.Raise{To: 2, Stamp: time.UnixMilli(1)},
			Digest: record.Digest{Through: 1}},
	} {
		data := sealed(r, "present 1\n")
		got, err := record.Cut(epoch, data)
		if body := string(got.Body); err != nil || body != "present 1\n" {
			t.Errorf("%s: %v, the body is %q of\n%s", name, err, body, data)
		}
		if r.Version == record.First {
			got.Age = r.Age
		}
		got.Epoch, got.Written, got.Body = "", time.Time{}, nil
		if !got.Stamp.Equal(r.Stamp) || got.Header != r.Header || got.Digest != r.Digest ||
			got.To != r.To {
			t.Errorf("%s: %+v came back as %+v", name, r, got)
		}
	}
}

// TestNoFlippedBitIsTaken flips each bit of a record, cuts it off at each byte, and adds one.
func TestNoFlippedBitIsTaken(t *testing.T) {
	for _, head := range []record.Header{second, fourth} {
		r := record.Record{Header: head,
			Digest: record.Digest{Through: 39, Of: record.Sum{1, 2, 3}}}
		flip(t, sealed(r, "present 1795370645130 3030 042191010 a77e94f2c5d1b38\n"))
	}
}

func flip(t *testing.T, data []byte) {
	t.Helper()
	refused := func(what string, at int, damaged []byte) {
		t.Helper()
		_, err := record.Cut(epoch, damaged)
		if !errors.Is(err, record.ErrForeign) && !errors.Is(err, record.ErrNewer) &&
			!errors.Is(err, record.ErrDamaged) {
			t.Errorf("%s at %d: %v\n%s", what, at, err, damaged)
		}
	}
	for at := range data {
		for bit := range 8 {
			damaged := slices.Clone(data)
			damaged[at] ^= 1 << bit
			refused("flipped", at, damaged)
		}
		refused("cut off", at, data[:at])
		refused("doubled", at, slices.Insert(slices.Clone(data), at, data[at]))
	}
	if _, err := record.Cut(epoch, data); err != nil {
		t.Error(err)
	}
}

func TestNewerLinesStop(t *testing.T) {
	for _, line := range []string{
		"chamada 5 " + epoch + "\n", "chamada 10 x\n", "chamada 2x " + epoch + " 1 1\n",
		string(sealed(record.Record{Header: second}, "raise 5 1\n")),
		string(sealed(record.Record{Header: second}, "raise x 1\n")),
		string(sealed(record.Record{Header: second}, "digest 1 00\n")),
		string(sealed(record.Record{Header: second}, "digest x "+strings.Repeat("0", 32)+"\n")),
		string(sealed(record.Record{Header: record.Header{Version: 3, Age: 1}}, "digest 1 00\n")),
		"chamada 2 " + epoch + " 1 1 zone=x " + strings.Repeat("0", 32) + "\n",
	} {
		if _, err := record.Cut(epoch, []byte(line)); !errors.Is(err, record.ErrNewer) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// chain adds records 1 to n, of which those in passed were passed over.
func chain(n uint64, passed ...uint64) *record.Chain {
	var c record.Chain
	c.Begins()
	for seq := range n {
		c.Add(seq+1, slices.Contains(passed, seq+1), record.SumOf([]byte{byte(seq)}))
	}
	return &c
}

func TestChainFindsWhatIsOther(t *testing.T) {
	right := chain(100).Head()
	if err := chain(120).Check(121, right); err != nil {
		t.Errorf("the same: %v", err)
	}
	other := func(what string, c *record.Chain) {
		t.Helper()
		if err := c.Check(121, right); !errors.Is(err, record.ErrOther) {
			t.Errorf("%s: %v", what, err)
		}
	}
	other("passed over", chain(120, 50))
	other("less", chain(99))
	var reordered record.Chain
	reordered.Begins()
	for seq := range uint64(120) {
		reordered.Add(seq+1, false, record.SumOf([]byte{byte(seq ^ 1)}))
	}
	other("in another order", &reordered)
}

// TestChainGoesOnAfterPurge begins where a digest ends, and where none does.
func TestChainGoesOnAfterPurge(t *testing.T) {
	from := func(first uint64) *record.Chain {
		var c record.Chain
		for seq := first; seq <= 120; seq++ {
			c.Add(seq, false, record.SumOf([]byte{byte(seq - 1)}))
		}
		return &c
	}
	cut, c := chain(60).Head(), from(61)
	if err := c.Check(121, cut); err != nil || !c.Known() {
		t.Fatalf("after its digest: %v", err)
	}
	if err := c.Check(121, chain(110).Head()); err != nil {
		t.Errorf("what follows: %v", err)
	}
	if c.Head() != chain(120).Head() {
		t.Error("it comes to another digest than who has it all")
	}
	var next record.Chain
	if err := next.Check(61, cut); err != nil || !next.Known() {
		t.Errorf("in the first record: %v", err)
	}
	for seq := uint64(61); seq <= 120; seq++ {
		next.Add(seq, false, record.SumOf([]byte{byte(seq - 1)}))
	}
	if next.Head() != chain(120).Head() {
		t.Error("begun with a digest it comes to another")
	}
	if err := from(60).Check(121, cut); !errors.Is(err, record.ErrCut) {
		t.Errorf("begun elsewhere: %v", err)
	}
}

// TestChainAfterLoss: who goes past a loss comes to the same digests, whether or not records
// after it have digests of before it was known; and what differs afterwards is told.
func TestChainAfterLoss(t *testing.T) {
	sum := func(seq uint64) record.Sum { return record.Sum{byte(seq)} }
	var whole record.Chain
	whole.Begins()
	for seq := uint64(1); seq <= 9; seq++ {
		whole.Add(seq, false, sum(seq))
	}
	old := whole.Head()
	after := func(check bool) *record.Chain {
		c := &record.Chain{}
		c.Begins()
		c.Add(1, false, sum(1))
		c.Lose(2, 5)
		for seq := uint64(6); seq <= 11; seq++ {
			if seq == 11 && check {
				if err := c.Check(seq, old); err != nil {
					t.Fatal(err)
				}
			}
			c.Add(seq, false, sum(seq))
		}
		return c
	}
	whole.Add(10, false, sum(10))
	whole.Add(11, false, sum(11))
	if got := after(true).Head(); got != whole.Head() {
		t.Errorf("after a digest of before the loss was known: %v, want %v", got, whole.Head())
	}
	one, other := after(false), after(false)
	if err := other.Check(12, one.Head()); err != nil || one.Head() != other.Head() {
		t.Error("two that went past one loss differ", err)
	}
	other.Add(12, false, sum(12))
	if err := other.Check(13, record.Digest{Through: 12, Of: record.Sum{1}}); !errors.Is(err,
		record.ErrOther) {
		t.Error("a digest that differs is taken: ", err)
	}
}

// TestFourthSaysWhatItsWriterHadApplied refuses one that does not.
func TestFourthSaysWhatItsWriterHadApplied(t *testing.T) {
	for _, options := range []string{"", "fence ", "after=x ", "fence after=1 ",
		"after=1 off=1@1 "} {
		line := "chamada 4 " + epoch + " 1 1 " + options + strings.Repeat("0", 32) + "\n"
		data := []byte(line)
		record.Seal(data)
		_, err := record.Cut(epoch, data)
		if !errors.Is(err, record.ErrDamaged) && !errors.Is(err, record.ErrNewer) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// TestFence is one only with the digest of all before it.
func TestFence(t *testing.T) {
	r := record.Record{Header: fourth, Digest: record.Digest{Through: 39}, Seq: 40}
	if !r.IsFence() {
		t.Error("a fence is none")
	}
	for _, other := range []record.Record{
		{Header: fourth, Digest: r.Digest, Seq: 41}, {Header: fourth, Seq: 40},
		{Header: record.Header{Version: 4, After: 39}, Digest: r.Digest, Seq: 40},
	} {
		if other.IsFence() {
			t.Errorf("%+v is a fence", other)
		}
	}
}
