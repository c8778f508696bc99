package integrity

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// mending is one stream that is made anew.
type mending struct {
	Repairing
	Stream
	confirmed Confirmed
	from, to  string

	payload []byte // of the first record that is whole
	kept    []Loss // stretches of records that are whole, in order
}

func (m *mending) journal() bool {
	return m.Key() == m.Journal
}

// copyWhole writes the records that are whole.
func (m *mending) copyWhole() error {
	msgs := filepath.Join(m.to, messagesDir)
	if err := os.MkdirAll(msgs, 0o700); err != nil {
		return err
	}
	next, err := m.eachBlock(func(index int, whole []byte) error {
		return writeSynced(filepath.Join(msgs, blockName(index)), whole)
	})
	return errors.Join(err, m.markEnd(msgs, next), syncDir(msgs))
}

// eachBlock calls visit with what is whole of each block that has anything. Next is a number
// that no block has.
func (m *mending) eachBlock(visit func(index int, whole []byte) error) (next int, err error) {
	indexes, dir := blocksOf(m.DataDir, m.from, m.Stream)
	next = 1
	for _, index := range indexes {
		next = index + 1
		buf, err := os.ReadFile(filepath.Join(m.from, dir, blockName(index)))
		if err != nil {
			continue // that it cannot be read is one of the damages
		}
		whole := m.whole(buf, index)
		if len(whole) == 0 {
			continue
		}
		if err := visit(index, whole); err != nil {
			return next, err
		}
	}
	return next, nil
}

// whole are the bytes of the records of a block that are whole. In the journal each stands
// where it belongs, once.
func (m *mending) whole(buf []byte, index int) []byte {
	messages, markers := pieces(buf, blockHasher(m.Name, index))
	if !m.journal() {
		m.note(messages)
		return m.asTheyAre(buf, index)
	}
	n, asIs := len(messages), ordered(messages)
	messages = slices.DeleteFunc(messages, m.astray)
	messages = slices.CompactFunc(messages, func(a, b piece) bool { return a.seq == b.seq })
	m.note(messages)
	if asIs && len(messages) == n {
		return m.asTheyAre(buf, index)
	}
	return join(append(markers, messages...))
}

// note notes which records are whole.
func (m *mending) note(messages []piece) {
	for _, p := range messages {
		if m.payload == nil && len(p.payload) > 0 {
			m.payload = p.payload
		}
		m.keep(p.seq)
	}
}

// astray tells whether a record of the journal is another journal's, or stands in a block
// after one that has it, or later ones.
func (m *mending) astray(p piece) bool {
	n := len(m.kept)
	return n > 0 && p.seq <= m.kept[n-1].Last || m.Foreign != nil && m.Foreign(p.payload)
}

// asTheyAre are the records of a block that are whole, in the order in which they stand.
func (m *mending) asTheyAre(buf []byte, index int) (whole []byte) {
	block{buf: buf, hash: blockHasher(m.Name, index)}.walk(func(rec storedMessage, at int) {
		whole = append(whole, buf[at:at+rec.bytes]...)
	}, func(Damage) {})
	return whole
}

func join(pieces []piece) (all []byte) {
	for _, p := range pieces {
		all = append(all, p.whole...)
	}
	return all
}

// ordered tells whether each message stands after those before it, once.
func ordered(messages []piece) bool {
	for i := 1; i < len(messages); i++ {
		if messages[i].at < messages[i-1].at || messages[i].seq == messages[i-1].seq {
			return false
		}
	}
	return true
}

// keep notes that a record is whole.
func (m *mending) keep(seq uint64) {
	if n := len(m.kept); n > 0 && m.kept[n-1].Last+1 == seq {
		m.kept[n-1].Last = seq
		return
	}
	m.kept = append(m.kept, Loss{First: seq, Last: seq})
}

// markEnd has the server go on after the last record that was confirmed, though it is
// lost: its number is on somebody's receipt, or is the revision of a class list.
func (m *mending) markEnd(msgs string, index int) error {
	there, last := uint64(0), m.confirmed.Last
	if n := len(m.kept); n > 0 {
		there = m.kept[n-1].Last
	}
	if !m.journal() {
		held, _ := ReadHeld(m.DataDir) // one that cannot be read says nothing
		there, last = m.end, held.last(m.Key())
	}
	if last <= there {
		return nil
	}
	marker := nothingUpTo(m.Name, index, last, m.Now)
	return writeSynced(filepath.Join(msgs, blockName(index)), marker)
}

// losses are those of before, and what is missing between the front that nobody has purged
// and the last record that was confirmed.
func (m *mending) losses() []Loss {
	all := slices.Clone(m.lost)
	next := max(m.confirmed.First, 1)
	if m.confirmed.Journal == "" && len(m.kept) > 0 {
		next = m.kept[0].First
	}
	miss := func(last uint64) {
		if last >= next && Lost(all, next, last) < last-next+1 {
			all = append(all, Loss{next, last, m.Now})
		}
	}
	for _, k := range m.kept {
		miss(k.First - 1)
		next = max(next, k.Last+1)
	}
	miss(max(m.confirmed.Last, m.end))
	return all
}

// describe is the stream's description with what was lost in it.
func (m *mending) describe() ([]byte, error) {
	meta, err := os.ReadFile(filepath.Join(m.from, metaFile))
	damaged := func(d Damage) bool { return d.Kind == BadMeta }
	if err != nil || slices.ContainsFunc(m.Damages, damaged) {
		if meta, err = m.Describe(m.Name, m.payload); err != nil {
			return nil, err
		}
	}
	losses := m.losses()
	if len(losses) == 0 || !m.journal() {
		return meta, nil
	}
	return withLosses(meta, losses)
}

func withLosses(meta []byte, losses []Loss) ([]byte, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(meta, &fields); err != nil {
		return nil, err
	}
	metadata := make(map[string]string)
	if err := json.Unmarshal(fields["metadata"], &metadata); len(fields["metadata"]) > 0 &&
		err != nil {
		return nil, err
	}
	metadata[LossKey] = FormatLosses(losses)
	var err error
	if fields["metadata"], err = json.Marshal(metadata); err != nil {
		return nil, err
	}
	return json.Marshal(fields)
}

// Losses are what a repair writes down as lost of the journal, those of earlier repairs
// included; nil when it has nothing to mend there.
func (r Repairing) Losses(report Report) []Loss {
	s := report.Of(r.Journal)
	if s == nil || !s.Damaged() {
		return nil
	}
	m := r.mend(*s, "")
	_, _ = m.eachBlock(func(int, []byte) error { return nil }) // it returns what visit does
	return m.losses()
}
