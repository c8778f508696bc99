// Package integrity reads the files of a JetStream store as they lie on the
// disk, and tells whether every byte is what the NATS server wrote.
//
// The server itself does not tell: it cuts a file where a record does not
// verify, passes over a block that is missing, and makes a new stream beside a
// damaged description of the old one, with a warning in its log at most. So a
// node looks before the server may touch the files, and goes on looking while
// the server runs.
//
// It knows nothing of roll calls, needs no server, and never changes a damaged file:
// a repair moves it away. In files that are whole it overwrites what was deleted, see
// [Overwrite], and has a stream let messages be deleted, see [AllowDelete]. The format is that of
// nats-server 2.15, filestore.go.
package integrity

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Kind says what is wrong with a place in a store.
type Kind string

// The kinds of damage.
const (
	BadRecord  Kind = "bad_record"  // bytes of a record are not those that were written
	BadOrder   Kind = "bad_order"   // a record stands where another one belongs
	Missing    Kind = "missing"     // records are not there, between others that are
	MissingEnd Kind = "missing_end" // records that this node has confirmed are not at the end
	NoFront    Kind = "no_front"    // records that nobody has purged are not at the beginning
	HalfMended Kind = "half_mended" // a repair was interrupted
	// what is in it is not what it was, whatever the file says
	BadContent Kind = "bad_content"
	// records of another journal stand in it
	OtherJournal Kind = "other_journal"
	// records are others than those that were confirmed, and it cannot be told which
	Altered       Kind = "altered"
	MissingFront  Kind = "missing_front"  // records are not at the front that this node has had
	MissingStream Kind = "missing_stream" // a stream is not there at all
	BadTail       Kind = "bad_tail"       // the last file ends with what is no record
	BadMeta       Kind = "bad_meta"       // the description of the stream, or its checksum
	BadSnapshot   Kind = "bad_snapshot"   // a snapshot of a log of replication
	Unreadable    Kind = "unreadable"     // the system does not give a file out
)

// Damage is one place in a store that is not as it was written.
type Damage struct {
	Kind   Kind
	File   string // its path in the data directory
	Offset int64  // in the file, in bytes
	Bytes  int64  // how many are in doubt; 0 when that cannot be told
	// First and Last are the sequences of the records it touches, as far as
	// their neighbours tell; 0 when unknown. Last is 0 also when everything from First
	// on may be touched.
	First, Last uint64
	Err         error // why a file could not be read, else nil
}

func (d Damage) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s: %s", d.File, d.words())
	if d.First > 0 {
		fmt.Fprintf(&s, ", %s", d.records())
	}
	if d.Err != nil {
		fmt.Fprintf(&s, ": %v", d.Err)
	}
	return s.String()
}

func (d Damage) words() string {
	switch d.Kind {
	case BadRecord:
		return fmt.Sprintf("a record at byte %d is not as it was written", d.Offset)
	case BadOrder:
		return fmt.Sprintf("the record at byte %d belongs elsewhere", d.Offset)
	case Missing:
		return fmt.Sprintf("records are missing before byte %d", d.Offset)
	case MissingEnd:
		return "records that this node has confirmed are missing at the end"
	case NoFront:
		return "records that this node has not purged are missing at the beginning"
	case HalfMended:
		return "a repair was interrupted: put back the copy that it made, and begin again"
	case BadContent:
		return "something is missing in it"
	case OtherJournal:
		return "records of another journal stand in it"
	case Altered:
		return "it is not what was confirmed"
	case MissingFront:
		return "records that this node has had are missing at the front"
	case MissingStream:
		return "the stream is not there"
	case BadTail:
		return fmt.Sprintf("the last %d bytes are no record", d.Bytes)
	case BadMeta:
		return "the stream's description is not as it was written"
	case BadSnapshot:
		return "a snapshot is not as it was written"
	default:
		return "the file cannot be read"
	}
}

func (d Damage) records() string {
	switch d.Last {
	case 0:
		return fmt.Sprintf("from record %d on", d.First)
	case d.First:
		return fmt.Sprintf("record %d", d.First)
	default:
		return fmt.Sprintf("records %d to %d", d.First, d.Last)
	}
}

// maxTold bounds the damages of which a [DamagedError] tells.
const maxTold = 5

// DamagedError is that places in a store are not as they were written.
type DamagedError struct{ Damages []Damage }

func (e *DamagedError) Error() string {
	told, more := e.Told()
	var all []string
	for _, d := range told {
		all = append(all, d.String())
	}
	if more > 0 {
		all = append(all, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(all, "; ")
}

// Told is the first of the damages, and how many there are beside.
func (e *DamagedError) Told() (first []Damage, more int) {
	n := min(len(e.Damages), maxTold)
	return e.Damages[:n], len(e.Damages) - n
}

// Streams are the names of the streams, and of the groups of replication, that have damages,
// sorted, each once.
func (e *DamagedError) Streams() (names []string) {
	for _, d := range e.Damages {
		dirs := strings.Split(filepath.ToSlash(d.File), "/")
		at := slices.IndexFunc(dirs, func(dir string) bool {
			return dir == streamsDir || dir == logsDir
		})
		if at >= 0 && at+1 < len(dirs) {
			names = append(names, dirs[at+1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Stream is what was found of one stream, or of the log of one group of
// replication.
type Stream struct {
	Dir     string // its path in the data directory
	Account string // empty for a log
	Name    string // of the stream, or of the group
	// Records are those that are there and whole; First and Last are the least
	// and the greatest of their sequences, 0 without any.
	Records     int
	First, Last uint64
	Damages     []Damage

	// Metadata is what the description says for whoever has made the stream.
	Metadata map[string]string

	end  uint64 // Last, or after it where a repair has said that nothing is up to there
	lost []Loss // what a repair has given up
}

// Key names the stream.
func (s Stream) Key() Journal { return Journal{s.Account, s.Name} }

// Log tells whether it is a log of replication and no stream.
func (s Stream) Log() bool { return s.Account == "" }

// Report is what was found of a store.
type Report struct{ Streams []Stream }

// Damages are those of all streams and logs, in the order of their paths.
func (r Report) Damages() (all []Damage) {
	for _, s := range r.Streams {
		all = append(all, s.Damages...)
	}
	return all
}

// Stream finds a stream by its name, nil when there is none.
func (r Report) Stream(name string) *Stream {
	return r.find(func(s *Stream) bool { return s.Name == name && !s.Log() })
}

// Place is where a stream is, or should be when it is not there.
func (r *Report) Place(j Journal) *Stream {
	if s := r.Of(j); s != nil {
		return s
	}
	r.Streams = append(r.Streams, Stream{Name: j.Stream, Account: j.Account, Dir: j.dir()})
	return &r.Streams[len(r.Streams)-1]
}

// Altered tells whether there is what no repair can take out.
func (r Report) Altered() bool {
	return slices.ContainsFunc(r.Damages(), func(d Damage) bool { return d.Kind == Altered })
}

// Of finds the stream that is the journal, nil when there is none.
func (r Report) Of(j Journal) *Stream {
	return r.find(func(s *Stream) bool { return s.Key() == j })
}

func (r Report) find(is func(*Stream) bool) *Stream {
	for i := range r.Streams {
		if s := &r.Streams[i]; is(s) {
			return s
		}
	}
	return nil
}

// Harmless tells whether a damage is what loss of power leaves: a last record that was not
// written to its end, which the server takes away. Had it been confirmed, that it is
// missing would be another damage.
func (d Damage) Harmless() bool { return d.Kind == BadTail }

// Where the server keeps things, below the data directory.
const (
	storeDir    = "jetstream"
	logsDir     = "_js_"
	streamsDir  = "streams"
	messagesDir = "msgs"
	newDir      = "__new_msgs__" // a purge that is under way
	metaFile    = "meta.inf"
	sumFile     = "meta.sum"
	blockSuffix = ".blk"
	snapshots   = "snapshots"
)

// relative is a path below the data directory, as people are shown it.
func relative(dataDir, path string) string {
	if r, err := filepath.Rel(dataDir, path); err == nil {
		return filepath.ToSlash(r)
	}
	return path
}
