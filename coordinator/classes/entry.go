package classes

import (
	"encoding/json"
	"slices"

	"github.com/chamada/chamada/subjects"
)

// Entry is a class as a coordinator has it in memory. Its students are kept as text: few requests
// look at them. It does not change.
type Entry struct {
	Class    subjects.Class
	Revision uint64
	// Since is the revision with which there came to be a class list, the first one or the first
	// after a removal: whoever has put it need not be a teacher of the class of before.
	Since uint64
	Put   subjects.Time
	By    subjects.Teacher
	// Head is the class list without its students.
	Head     subjects.ClassList
	Students int // on the list
	// Damaged is why the document cannot be used, nil when it can. Then there is no more than
	// class and revision.
	Damaged error

	removed bool
	seq     uint64 // of the stream; zero: there never was one
	doc     document
}

// There tells whether the class has a class list, whole or damaged.
func (e *Entry) There() bool { return e != nil && e.seq != 0 && !e.removed }

// Newest is the revision of the class; zero: it never had a class list.
func (e *Entry) Newest() uint64 {
	if e == nil {
		return 0
	}
	return e.Revision
}

// IsTeacher tells whether a login is one of the class's teachers.
func (e *Entry) IsTeacher(login string) bool {
	return slices.Contains(e.Head.Teachers, subjects.Teacher(login))
}

// JSON is the class list as it is kept, a [subjects.ClassList].
func (e *Entry) JSON() json.RawMessage { return e.doc.List }

// List is the class list with its students. The error is that of a damaged one.
func (e *Entry) List() (subjects.ClassList, error) {
	if e.Damaged != nil {
		return subjects.ClassList{}, e.Damaged
	}
	return subjects.DecodeClassList(e.doc.List)
}

// newEntry is what a message of the bucket says. revision is what its header says, for one that is
// damaged. Without it the sequence stands in, which is never less: each revision takes one.
func newEntry(class subjects.Class, seq, revision uint64, data []byte) *Entry {
	doc, list, err := decodeDocument(class, data)
	e := &Entry{Class: class, seq: seq, doc: doc, Damaged: err, removed: err == nil && list == nil}
	switch {
	case err != nil && revision != 0:
		e.Revision = revision
	case err != nil:
		e.Revision = seq
	default:
		e.Revision, e.Since, e.Put, e.By = doc.Revision, doc.Since, doc.Put, doc.By
	}
	if list != nil {
		e.Students = len(list.Students)
		e.Head, e.Head.Students = *list, nil
	}
	e.doc.Revision = e.Revision
	return e
}
