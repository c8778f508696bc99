package integrity

import (
	"context"
	"path"
	"slices"
)

// Journal names the stream that is the journal.
type Journal struct{ Account, Stream string }

func (j Journal) dir() string { return path.Join(storeDir, j.Account, streamsDir, j.Stream) }

// Inspect is Check, and [Report.Compare].
func Inspect(ctx context.Context, dataDir string, journal Journal) (Report, error) {
	report, err := Check(ctx, dataDir, nil)
	if err == nil {
		report.Compare(dataDir, journal)
	}
	return report, err
}

// Compare adds what a node has confirmed of the stream that is the journal, and is not
// there. A node of a cluster may have confirmed more than it has itself: there only the
// cluster can tell.
func (r *Report) Compare(dataDir string, journal Journal) {
	confirmed, err := ReadMark(dataDir)
	if err != nil {
		r.Streams = append(r.Streams, Stream{
			Dir: markFile, Name: markFile,
			Damages: []Damage{{Kind: Unreadable, File: markFile, Err: err}},
		})
	}
	if !r.Cluster() {
		r.missEnd(journal, confirmed)
		r.missFront(journal, confirmed)
	}
}

// Cluster tells whether it is of a node of a cluster.
func (r Report) Cluster() bool { return slices.ContainsFunc(r.Streams, Stream.cluster) }

// cluster tells whether it is a log of replication.
func (s Stream) cluster() bool { return s.Log() && s.Dir != markFile && !s.halfMended() }

// missEnd adds what was confirmed of the journal and is not there.
func (r *Report) missEnd(journal Journal, c Confirmed) {
	s := r.Of(journal)
	if c.Last == 0 || s != nil && s.end >= c.Last {
		return
	}
	s = r.Place(journal)
	first := max(s.end+1, c.First, 1)
	s.Damages = append(s.Damages, Damage{Kind: MissingEnd, File: s.Dir, First: first, Last: c.Last})
}

// missFront adds what nobody has purged and is not there: on a node alone only this node
// purges, and notes it before.
func (r *Report) missFront(journal Journal, c Confirmed) {
	s, front := r.Of(journal), max(c.First, 1)
	if c.Journal == "" || s == nil || s.First <= front || len(s.Damages) > 0 &&
		s.Damages[0].First == front {
		return
	}
	if Lost(s.lost, front, s.First-1) < s.First-front {
		s.Damages = append(s.Damages,
			Damage{Kind: NoFront, File: s.Dir, First: front, Last: s.First - 1})
	}
}
