package classes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/chamada/chamada/subjects"
)

const (
	// leastChanges is how many changes of a class are remembered at least, to be answered again.
	leastChanges = 32
	// rememberFor is how long all of them are: a try may be late by as much, on a node that stood
	// still, and must not make a class list again that was removed since.
	rememberFor = 2 * time.Minute
	// mostChanges bounds them: beside the largest list there is room in a document.
	mostChanges = 256
)

// document is what the bucket has of a class.
type document struct {
	Class    subjects.Class   `json:"class"`
	Revision uint64           `json:"revision"`
	Since    uint64           `json:"since,omitempty"` // see [Entry]
	List     json.RawMessage  `json:"list,omitempty"`  // a [subjects.ClassList]; absent: removed
	Put      subjects.Time    `json:"put"`
	By       subjects.Teacher `json:"by,omitempty"` // who has put it; empty without logins
	// Changes are the latest that have a key, the oldest first, [mostChanges] at most.
	Changes []change `json:"changes,omitempty"`
}

// change is one that took effect, and all that its reply says, or one that was refused.
type change struct {
	Key string `json:"key"` // of the request
	// Refused is the latest try that had no effect, so that none before it has one; zero for a
	// change that took effect.
	Refused  uint32            `json:"refused,omitempty"`
	Removed  bool              `json:"removed,omitempty"`
	Revision uint64            `json:"revision"`
	Time     subjects.Time     `json:"time"`
	Position subjects.Position `json:"position"`
}

// Done is a change that took effect.
type Done struct {
	Revision uint64
	Time     subjects.Time
	Position subjects.Position
}

func (c change) done() Done { return Done{c.Revision, c.Time, c.Position} }

// decodeDocument reads a document of the bucket. One that has more than is known was written by a
// later version, and is not taken for less than it says.
func decodeDocument(class subjects.Class, data []byte) (d document, l *subjects.ClassList,
	err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return document{}, nil, fmt.Errorf("the document is not understood: %w", err)
	}
	if d.Class != class || d.Revision == 0 {
		return document{}, nil, fmt.Errorf("the document is of class %d, revision %d", d.Class,
			d.Revision)
	}
	if d.List == nil {
		return d, nil, nil
	}
	list, err := subjects.DecodeClassList(d.List)
	if err != nil {
		return document{}, nil, fmt.Errorf("its class list is not understood: %w", err)
	}
	return d, &list, nil
}

// encode never fails: there is nothing in a document that cannot be encoded.
func (d *document) encode() []byte { return encode(d) }

func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // what was taken must not become larger than may be stored
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// next is the document that follows d, with a change that takes effect.
func (d *document) next(c *Change) document {
	n := document{
		Class: c.Class, Revision: d.Revision + 1, Put: c.Time, By: c.By,
		Changes: append([]change(nil), d.Changes...),
	}
	if c.List != nil {
		n.List, n.Since = encode(c.List), d.Since
		if d.List == nil {
			n.Since = n.Revision
		}
	}
	if c.Key != "" {
		n.remember(change{Key: c.Key, Removed: c.List == nil, Revision: n.Revision, Time: c.Time,
			Position: c.Position})
	}
	return n
}

// refusing is d with a note that a change was refused.
func (d *document) refusing(c *Change) document {
	n := *d
	n.Changes = append([]change(nil), d.Changes...)
	n.remember(change{Key: c.Key, Refused: c.Try, Revision: d.Revision, Time: c.Time})
	return n
}

// remember adds the latest change, and forgets what is too old or too much.
func (d *document) remember(latest change) {
	d.Changes = append(d.Changes, latest)
	since := latest.Time.Time().Add(-rememberFor)
	for len(d.Changes) > mostChanges ||
		len(d.Changes) > leastChanges && d.Changes[0].Time.Time().Before(since) {
		d.Changes = d.Changes[1:]
	}
}

// repeated is the change that a request with this key has made.
func (d *document) repeated(key string) (Done, bool) {
	for _, c := range d.Changes {
		if key != "" && c.Key == key && c.Refused == 0 {
			return c.done(), true
		}
	}
	return Done{}, false
}

// refused tells whether this try of a change, or a later one, was refused already.
func (d *document) refused(ch *Change) bool {
	return slices.ContainsFunc(d.Changes, func(c change) bool {
		return ch.Key != "" && c.Key == ch.Key && c.Refused > 0 && ch.Try <= c.Refused
	})
}
