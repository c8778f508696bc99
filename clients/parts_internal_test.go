package clients

import (
	"errors"
	"testing"

	"github.com/chamada/chamada/subjects"
)

// TestPartsBeginAnew: a reply that is another one when its next part is asked for is begun anew,
// but not for ever, and no other error is taken for that.
func TestPartsBeginAnew(t *testing.T) {
	for _, c := range []struct {
		name    string
		changes int // how often it is another one
		err     error
		asked   int
		want    error
	}{
		{"once", 1, subjects.ErrAfter, 4, nil},
		{"always", maxAnew + 1, subjects.ErrAfter, 2 * (maxAnew + 1), subjects.ErrAfter},
		{"refused", 1, ErrNoRecord, 2, ErrNoRecord},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked, changed := 0, 0
			err := inParts(3030, func(after string) (string, error) {
				asked++
				switch {
				case after == "":
					return "1.2.3", nil
				case changed < c.changes:
					changed++
					return "", c.err
				default:
					return "", nil
				}
			})
			if asked != c.asked || !errors.Is(err, c.want) {
				t.Errorf("asked %d times, %v", asked, err)
			}
		})
	}
}
