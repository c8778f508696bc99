package bench

import (
	"fmt"
	"io"

	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
)

// statusLine is one line on a terminal that is written over and over. It
// takes no escapes, only a carriage return and blanks.
type statusLine struct{ w io.Writer }

// newStatusLine writes nothing unless w is a terminal.
func newStatusLine(w io.Writer) statusLine {
	if !terminal.Is(w) {
		w = io.Discard
	}
	return statusLine{w}
}

// show leaves the cursor where whatever comes next begins its line.
func (l statusLine) show(text string) { fmt.Fprintf(l.w, "\r%-60s\r", text) }

func (l statusLine) clear() { l.show("") }
