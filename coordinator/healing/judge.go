package healing

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// need is how many others must vouch: one alone may be the one that is wrong.
const need = 2

// Errors of [MayHeal], in a sentence of their own.
var (
	ErrFew     = errors.New("two other nodes must vouch for their copies")
	ErrDiffer  = errors.New("the others do not agree on the state")
	ErrAnother = errors.New(
		"the others have another journal, or less of it than this node has confirmed")
	ErrLogs = errors.New("not all others have all that their leader has")
)

// MayHeal is nil when the patient may throw its copy away: two others vouch for theirs,
// agree, have no less than what the patient has confirmed, and with every log there is a
// leader whose followers have all of it.
func MayHeal(p Patient, all []Witness) error {
	var good []Witness
	var out []string
	for _, w := range all {
		switch {
		case w.Out != "":
			out = append(out, w.Node+": "+w.Out)
		case !slices.ContainsFunc(good, func(o Witness) bool { return o.Node == w.Node }):
			good = append(good, w)
		}
	}
	if len(good) < need {
		return fmt.Errorf("%w; %s", ErrFew, told(good, out))
	}
	for _, w := range good {
		if p.Journal != "" && (w.Journal != p.Journal || w.Applied < p.Last) {
			return fmt.Errorf("%w: %s has %q up to record %d, this one %q up to %d",
				ErrAnother, w.Node, w.Journal, w.Applied, p.Journal, p.Last)
		}
		if o := good[0]; w.DigestAt == o.DigestAt && w.Digest != o.Digest {
			return fmt.Errorf("%w at record %d: %s and %s", ErrDiffer, w.DigestAt, o.Node, w.Node)
		}
	}
	return led(good)
}

// told says how many vouch, and why the others do not.
func told(good []Witness, out []string) string {
	slices.Sort(out)
	if len(out) == 0 {
		out = []string{"nobody else answers"}
	}
	return fmt.Sprintf("%d do (%s)", len(good), strings.Join(out, "; "))
}

// led tells whether every log has a leader whose followers have all of it.
func led(good []Witness) error {
	var full, logs []string
	for _, w := range good {
		full, logs = append(full, w.Full...), append(logs, w.Logs...)
	}
	slices.Sort(logs)
	var lacking []string
	for _, name := range slices.Compact(logs) {
		if !slices.Contains(full, name) {
			lacking = append(lacking, name)
		}
	}
	if len(lacking) > 0 || len(logs) == 0 {
		return fmt.Errorf("%w (%s)", ErrLogs, strings.Join(lacking, ", "))
	}
	return nil
}
