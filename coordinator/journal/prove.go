package journal

import (
	"errors"
	"log/slog"
	"math"
	"slices"
	"time"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal/record"
)

// Prove replays what the store of a node that is stopped has of the journal, by a machine that
// has applied nothing, and adds to the report where it is not what its writers have read, or
// not what this node has confirmed. A file of another journal in the place of one of this
// verifies like any other, and a replica passes over its records. Where files are damaged
// nothing is added: the damage explains all.
func Prove(dataDir string, at integrity.Journal, report *integrity.Report, machine Machine) {
	s := report.Of(at)
	if s == nil || len(s.Damages) > 0 {
		return
	}
	p := newProof(s.Metadata, machine)
	p.confirmed, _ = integrity.ReadMark(dataDir) // a damaged one is a damage of its own
	integrity.Read(dataDir, *s, p.take)
	s.Damages = append(s.Damages, p.damages(s.Dir)...)
}

// proof is a replay of files.
type proof struct {
	follower
	foreign []integrity.Damage // stretches of records of another journal, without their file
	err     error              // why the replay has ended before its time
}

func newProof(metadata map[string]string, machine Machine) *proof {
	of := identityOf(metadata)
	alive := func() time.Duration { return 0 }
	p := &proof{follower: follower{
		machine: machine, log: slog.New(slog.DiscardHandler), stats: new(stats),
		flight: new(flight),
		ledger: new(ledger), age: &ageClock{elapsed: alive}, next: 1, target: math.MaxUint64,
		epoch: of.epoch, made: of.made, losses: of.losses,
	}}
	p.ledger.init(alive, 0)
	return p
}

// take applies the next record, as a replica does that has nobody to answer.
func (p *proof) take(m integrity.Message) {
	if p.err != nil {
		return
	}
	if !p.ledger.begun() {
		p.startAt(m.Seq)
	}
	if m.Seq != p.next {
		p.err = errGap
		return
	}
	if epoch, ok := record.EpochOf(m.Payload); ok && epoch != p.epoch {
		p.note(m.Seq)
	}
	p.err = p.apply(m.Seq, m.Stored, "", m.Payload)
}

// note notes a record of another journal.
func (p *proof) note(seq uint64) {
	if n := len(p.foreign); n > 0 && p.foreign[n-1].Last == seq-1 {
		p.foreign[n-1].Last = seq
		return
	}
	p.foreign = append(p.foreign,
		integrity.Damage{Kind: integrity.OtherJournal, First: seq, Last: seq})
}

// damages says why the replay is not what it should be. A gap the files' own check tells of; a
// front that is missing, and a journal of a later version, the replica that starts.
func (p *proof) damages(dir string) (all []integrity.Damage) {
	switch {
	case p.err == nil, errors.Is(p.err, errGap), errors.Is(p.err, record.ErrCut),
		errors.Is(p.err, record.ErrNewer):
		return nil
	case len(p.foreign) == 0:
		return []integrity.Damage{{Kind: integrity.Altered, File: dir, Err: p.err}}
	}
	all = slices.Clone(p.foreign)
	for i := range all {
		all[i].File = dir
	}
	return all
}
