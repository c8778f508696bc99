package records

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/subjects"
)

// Kept is a roll call as its record keeps it. For an open roll call it is the same without an
// end, and is not stored.
type Kept struct {
	Format   int                `json:"v"`
	Class    subjects.Class     `json:"class"`
	Roll     string             `json:"roll"`
	Name     string             `json:"name,omitempty"` // of the class, at the end
	Started  subjects.Time      `json:"started"`
	Ended    subjects.Time      `json:"ended,omitzero"`
	Teacher  subjects.Teacher   `json:"teacher,omitempty"` // who has started it
	Teachers []subjects.Teacher `json:"teachers,omitempty"`
	Rule     Rule               `json:"rule"`
	Roster   uint64             `json:"roster,omitempty"` // revision of the class list, at the end
	Checks   int                `json:"checks,omitempty"` // if there was more than one
	Lost     bool               `json:"lost,omitempty"`   // students may be missing
	Position subjects.Position  `json:"position"`         // of its end
	Added    *Added             `json:"added,omitempty"`
	// Struck are those who were struck out by hand.
	Struck []subjects.StruckOut `json:"struck,omitempty"`

	Arrivals []marks.Arrival `json:"-"` // the presences; they are encoded apart
}

// Added is of a roll call that was taken on paper.
type Added struct {
	subjects.Added
	Position subjects.Position `json:"position"` // of the reply
}

func (k *Kept) format() int { return k.Format }

// Checked is how many checks there were.
func (k *Kept) Checked() int { return max(1, k.Checks) }

// Day is that of its start, where the class is.
func (k *Kept) Day() subjects.Date { return k.Rule.day(k.Started) }

// plain is a Kept without its methods.
type plain Kept

// stored is a Kept as it is stored.
type stored struct {
	*plain
	Presences json.RawMessage `json:"presences"`
}

// MarshalJSON gives the form that is stored.
func (k *Kept) MarshalJSON() ([]byte, error) {
	return json.Marshal(stored{(*plain)(k), appendPresences(nil, k.Started, k.Arrivals)})
}

// lastField is what the presences stand behind. In a text of JSON it would be escaped.
var lastField = []byte(`,"presences":[`)

// UnmarshalJSON reads the form that is stored. The presences, which are most of it, are its last
// field and go past the JSON decoder, which would look at them three times.
func (k *Kept) UnmarshalJSON(b []byte) (err error) {
	at := bytes.Index(b, lastField)
	if at < 0 || !bytes.HasSuffix(b, []byte("]}")) {
		return errPresence
	}
	head := append(slices.Clone(b[:at]), '}')
	if err := json.Unmarshal(head, (*plain)(k)); err != nil {
		return err
	}
	text := b[at+len(lastField)-1 : len(b)-1]
	k.Arrivals, err = parsePresences(string(text), k.Started)
	return err
}

// roll is what marks are computed from.
func (k *Kept) roll(entries []marks.Entry, changes []Correction) marks.Roll {
	return marks.Roll{
		Started: k.Started, Rule: k.Rule.marks(k.Started), Roster: entries, Sorted: true,
		Arrivals: k.Arrivals, Changes: changesOf(changes), Day: k.Day(),
	}
}
