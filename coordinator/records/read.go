package records

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// readAtOnce is how many records are read at once. They lie in a few blocks of the server's: for
// more it would read the blocks twice, once to find the records and once, when they are gone from
// its memory again, to give them out.
const readAtOnce = 8

// Reader reads the records of a class, for one request.
type Reader struct {
	store   *Store
	class   subjects.Class
	list    uint64 // revision of the present class list; zero: there is none
	present []marks.Entry

	entries map[uint64][]marks.Entry // joined, by the revision of the roster
}

// Reader makes a reader. The class list is the present one, of that revision.
func (s *Store) Reader(c subjects.Class, list uint64, present []marks.Entry) *Reader {
	return &Reader{store: s, class: c, list: list, present: present,
		entries: map[uint64][]marks.Entry{}}
}

// State adds to a roll call all that its record is computed from.
func (r *Reader) State(ctx context.Context, k *Kept) (*State, error) {
	corrections, last, err := r.store.Corrections(ctx, k.Class, k.Roll)
	if err != nil {
		return nil, err
	}
	return r.with(ctx, k, corrections, last)
}

func (r *Reader) with(ctx context.Context, k *Kept, corrections []Correction,
	last uint64) (*State, error) {
	entries, err := r.joined(ctx, k.Roster)
	return &State{Kept: k, Entries: entries, List: r.list, Corrections: corrections, Last: last},
		err
}

// joined is the class list of a roll call whose roster has that revision.
func (r *Reader) joined(ctx context.Context, roster uint64) ([]marks.Entry, error) {
	if all, ok := r.entries[roster]; ok {
		return all, nil
	}
	var then []marks.Entry
	if roster != 0 && roster != r.list {
		stored, err := r.store.Roster(ctx, r.class, roster)
		if errors.Is(err, ErrNone) {
			return nil, fmt.Errorf("%w: the class list of class %d, revision %d, is missing",
				ErrDamaged, r.class, roster)
		}
		if err != nil {
			return nil, err
		}
		then = Entries(stored.Students)
	}
	r.entries[roster] = Join(then, r.present)
	return r.entries[roster], nil
}

// Latest is the kept roll call of a class that was started last. The error is [ErrNone] where there
// is none.
func (s *Store) Latest(ctx context.Context, c subjects.Class) (roll string, err error) {
	counts, err := s.Rolls(ctx, c)
	if err != nil {
		return "", err
	}
	all := order(counts, "", "")
	if len(all) == 0 {
		return "", ErrNone
	}
	return all[len(all)-1], nil
}

// Newest is the record that was stored last. The error is [ErrNone] where there is none.
func (s *Store) Newest(ctx context.Context) (*Kept, error) {
	m, err := s.get(ctx, wanted{Last: keptRoot + ">"})
	if err != nil {
		return nil, err
	}
	k := new(Kept)
	return k, open(m, k)
}

// Each visits the kept records of the class of whose roll calls the start is on one of these days,
// by start, those that are void as well. The first error ends it.
func (r *Reader) Each(ctx context.Context, from, until subjects.Date,
	visit func(*State) error) error {
	counts, err := r.store.Rolls(ctx, r.class)
	if err != nil {
		return err
	}
	return r.each(ctx, order(counts, from, until), func(roll string, m *message) error {
		s, err := r.stored(ctx, roll, m, counts[roll])
		if err != nil {
			return err
		}
		day := s.Kept.Day()
		if from != "" && day < from || until != "" && until < day {
			return nil
		}
		return visit(s)
	})
}

// eachKept visits the kept records of the class alone, without what marks are computed from.
func (r *Reader) eachKept(ctx context.Context, visit func(*Kept) error) error {
	counts, err := r.store.Rolls(ctx, r.class)
	if err != nil {
		return err
	}
	return r.each(ctx, order(counts, "", ""), func(roll string, m *message) error {
		k, err := r.kept(ctx, roll, m)
		if err != nil {
			return err
		}
		return visit(k)
	})
}

// each visits the messages of some records, nil where one did not come.
func (r *Reader) each(ctx context.Context, all []string,
	visit func(roll string, m *message) error) error {
	var of [][]string
	rolls := slices.Collect(slices.Chunk(all, readAtOnce))
	for _, some := range rolls {
		of = append(of, r.subjects(some))
	}
	return r.store.getBatches(ctx, of, func(i int, stored map[string]*message) error {
		for n, roll := range rolls[i] {
			if err := visit(roll, stored[of[i][n]]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *Reader) subjects(rolls []string) []string {
	all := make([]string, len(rolls))
	for i, roll := range rolls {
		all[i] = keptSubject(r.class, roll)
	}
	return all
}

// order is the roll calls that are kept and may be of these days, by start.
func order(counts map[string]*Counts, from, until subjects.Date) (rolls []string) {
	const zones = subjects.Time(26 * time.Hour / time.Millisecond) // from any to any other
	starts := map[string]subjects.Time{}
	for roll, n := range counts {
		at, known := startOf(roll)
		starts[roll] = at
		outside := known && (from != "" && at < startOfDay(from)-zones ||
			until != "" && at > startOfDay(until)+2*zones)
		if n.Kept && !outside {
			rolls = append(rolls, roll)
		}
	}
	slices.SortFunc(rolls, func(a, b string) int {
		return cmp.Or(cmp.Compare(starts[a], starts[b]), strings.Compare(a, b))
	})
	return rolls
}

// startOf is when a roll call was started, which its name begins with; known is false for one that
// was named otherwise.
func startOf(roll string) (at subjects.Time, known bool) {
	text, _, _ := strings.Cut(roll, "-")
	n, err := strconv.ParseInt(text, 36, 64)
	return subjects.Time(n), err == nil
}

func startOfDay(d subjects.Date) subjects.Time {
	at, _ := time.Parse(time.DateOnly, string(d)) // it is valid
	return subjects.At(at)
}

// stored is a record with all that it is computed from. It never changes, so any node may say what
// is in it; which there are the stream's leader has said.
func (r *Reader) stored(ctx context.Context, roll string, m *message,
	has *Counts) (*State, error) {
	k, err := r.kept(ctx, roll, m)
	switch {
	case err != nil:
		return nil, err
	case has.Corrections == 0:
		return r.with(ctx, k, nil, 0)
	default:
		return r.State(ctx, k)
	}
}

// kept is a record from its message or, where that did not come, from the leader.
func (r *Reader) kept(ctx context.Context, roll string, m *message) (*Kept, error) {
	if m == nil {
		return r.store.Kept(ctx, r.class, roll)
	}
	k := new(Kept)
	return k, open(m, k)
}
