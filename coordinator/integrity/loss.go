package integrity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// LossKey is the key, in a stream's metadata, of what a repair has left out: so it is
// never forgotten, and what is missing otherwise is found out.
const LossKey = "chamada.lost"

// Loss is a stretch of records that a repair has given up.
type Loss struct {
	First, Last uint64
	When        time.Time // of the repair
}

// ParseLosses reads the value of [LossKey]. What it cannot read it leaves out: then the
// records are missing without a reason.
func ParseLosses(text string) (losses []Loss) {
	for _, field := range strings.Fields(text) {
		var l Loss
		var when string
		if _, err := fmt.Sscanf(strings.ReplaceAll(field, "@", " "), "%d-%d %s", &l.First, &l.Last,
			&when); err != nil {
			continue
		}
		var err error
		if l.When, err = time.Parse(time.RFC3339, when); err == nil && l.First <= l.Last {
			losses = append(losses, l)
		}
	}
	return losses
}

// FormatLosses is the value of [LossKey].
func FormatLosses(losses []Loss) string {
	var fields []string
	for _, l := range losses {
		fields = append(fields,
			fmt.Sprintf("%d-%d@%s", l.First, l.Last, l.When.UTC().Format(time.RFC3339)))
	}
	return strings.Join(fields, " ")
}

// Lost counts the records from first to last that were given up, each once.
func Lost(losses []Loss, first, last uint64) (n uint64) {
	sorted := slices.SortedFunc(slices.Values(losses), func(a, b Loss) int {
		return cmp.Compare(a.First, b.First)
	})
	next := first
	for _, l := range sorted {
		from, to := max(l.First, next), min(l.Last, last)
		if from <= to {
			n += to - from + 1
			next = to + 1
		}
	}
	return n
}
