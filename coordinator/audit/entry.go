package audit

import "github.com/chamada/chamada/subjects"

// What says what an entry is about. It is the last token of the entry's subject.
type What string

// What is audited.
const (
	ClassPut      What = "class_put"      // a class list
	ClassRemove   What = "class_remove"   // a class list
	RecordCorrect What = "record_correct" // a mark, or what a roll call counts
	RecordAdd     What = "record_add"     // a roll call that was taken on paper
	RecordPurge   What = "record_purge"   // the records of a class before a day
	RecordExpire  What = "record_expire"  // records that were kept for their days
	PersonErase   What = "person_erase"   // all that is kept of one student
	Logins        What = "logins"         // logins made, changed or removed
	JournalRepair What = "journal_repair" // what a repair has given up of the journal
	NodeHeal      What = "node_heal"      // a node's damaged files, for the others' copies
)

// format is that of the entries.
const format = 1

// Entry says who is about to change what. It must not have the number of a student, nor a text
// that somebody has typed, see the package comment.
type Entry struct {
	Format int              `json:"v"`
	What   What             `json:"what"`
	Time   subjects.Time    `json:"time"`
	By     subjects.Teacher `json:"by,omitempty"` // the login; empty where it is not known
	Class  subjects.Class   `json:"class,omitempty"`
	Roll   string           `json:"roll,omitempty"`
	// Over is the revision that is replaced, of a class list or of a record; "0": none.
	Over string `json:"over,omitempty"`
	// Before is the day before which records are purged.
	Before subjects.Date `json:"before,omitempty"`
	// Students and Records are how many it is about.
	Students int `json:"students,omitempty"`
	Records  int `json:"records,omitempty"`
	// Put are logins that were made or changed, Removed those that were removed.
	Put     *LoginChanges `json:"put,omitempty"`
	Removed *LoginChanges `json:"removed,omitempty"`
	// Classes are those of [RecordExpire].
	Classes []subjects.Class `json:"classes,omitempty"`
	// Node is the name of the node that has taken the others' copies, Streams which streams and
	// logs of replication were damaged there; none where its server had given up a copy.
	Node    string   `json:"node,omitempty"`
	Streams []string `json:"streams,omitempty"`
	// First and Last are sequences: of the journal, of the bucket of logins, or of the message of
	// the records that says what is due.
	First uint64 `json:"first,omitempty"`
	Last  uint64 `json:"last,omitempty"`
}

// LoginChanges are some logins. Those of students are their numbers, and only counted.
type LoginChanges struct {
	Students int      `json:"students,omitempty"`
	Others   []string `json:"others,omitempty"`
}

// Add adds a login.
func (c *LoginChanges) Add(login string) {
	if subjects.Student(login).Valid() {
		c.Students++
		return
	}
	c.Others = append(c.Others, login)
}
