package rollcall

import (
	"bytes"
	"fmt"
	"slices"
)

const (
	// MaxTeachers is how many teachers a start may take from its class.
	MaxTeachers = 32
	// MaxRule is how long its rule may be, in bytes.
	MaxRule = 1 << 10
)

// Terms is what a roll call takes from the list of its class when it starts, and keeps
// whatever becomes of the list. Who receives the start fills them in before it is journaled:
//
//	command.Teachers = list.Teachers            // logins, each once, MaxTeachers at most
//	command.Rule = `{"hours":2,"late_after":15}` // any text, up to MaxRule bytes
//
// A start without any leaves both empty. Outcomes of the roll call have them in
// [Outcome.Terms].
type Terms struct {
	// Teachers may list, end, mark and check the roll call, and ask for its code, beside who
	// started it. They are names: it does not matter when a login was made.
	Teachers []string
	// Rule is what the coordinator wants to know again at the end. It means nothing here.
	Rule string
}

// terms is what the start has of them, nil when it has nothing.
func (c *Command) terms() *Terms {
	if len(c.Teachers) == 0 && c.Rule == "" {
		return nil
	}
	return &Terms{slices.Clone(c.Teachers), c.Rule}
}

// teaches tells whether the login is one of the teachers.
func (t *Terms) teaches(login string) bool {
	return t != nil && slices.Contains(t.Teachers, login)
}

func (t *Terms) digest(h uint64) uint64 {
	if t == nil {
		return h
	}
	return mixText(mixText(h, t.Teachers...), t.Rule)
}

func (t *Terms) dump(b *bytes.Buffer) {
	if t != nil {
		fmt.Fprintf(b, "\tteachers %q rule %q\n", t.Teachers, t.Rule)
	}
}
