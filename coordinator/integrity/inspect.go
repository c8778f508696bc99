package integrity

import (
	"context"
	"path"
	"slices"
)

// Journal names the stream that is the journal.
type Journal struct{ Account, Stream string }

func (j Journal) dir() string { return path.Join(storeDir, j.Account, streamsDir, j.Stream) }

// Inspect is Check, and compares the stream that is the journal with what the node has
// confirmed of it. A node of a cluster may have confirmed more than it has itself: there
// only the cluster can tell.
func Inspect(ctx context.Context, dataDir string, journal Journal) (Report, error) {
	report, err := Check(ctx, dataDir, nil)
	if err != nil {
		return Report{}, err
	}
	confirmed, err := ReadMark(dataDir)
	if err != nil {
		report.Streams = append(report.Streams, Stream{
			Dir: markFile, Name: markFile, Damages: []Damage{{Kind: Unreadable, File: markFile, Err: err}},
		})
	}
	if !slices.ContainsFunc(report.Streams, Stream.Log) {
		report.missEnd(journal, confirmed)
	}
	return report, nil
}

// missEnd adds what was confirmed of the journal and is not there.
func (r *Report) missEnd(journal Journal, c Confirmed) {
	s := r.Stream(journal.Stream)
	if c.Last == 0 || s != nil && s.end >= c.Last {
		return
	}
	if s == nil {
		r.Streams = append(r.Streams, Stream{Name: journal.Stream, Account: journal.Account, Dir: journal.dir()})
		s = &r.Streams[len(r.Streams)-1]
	}
	first := max(s.end+1, c.First, 1)
	s.Damages = append(s.Damages, Damage{Kind: MissingEnd, File: s.Dir, First: first, Last: c.Last})
}
