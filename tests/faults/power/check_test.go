//go:build faults && linux

package power_test

import (
	"context"
	"fmt"
	"sync"

	"github.com/chamada/chamada/subjects"
)

const checkers = 256 // that ask at once

// check compares all that was confirmed with what is there now. The load must
// have been stopped. The receipts go last: asking for one that was lost does
// the operation anew.
func (l *load) check() (lost int, wrong []error) {
	l.checkOpen()
	l.checkPositions()
	lost = l.checkReceipts()
	return lost, l.wrong
}

// tally counts what was confirmed.
func (l *load) tally() map[string]int {
	by := make(map[string]int)
	for _, c := range l.confirmed {
		by[c.subject]++
	}
	return by
}

func (l *load) checkOpen() {
	for _, r := range l.open {
		if r.list(l) {
			r.end(l)
		}
	}
}

// checkPositions finds two histories: what was lost, and what went on without.
func (l *load) checkPositions() {
	took := make(map[subjects.Position]confirmation, len(l.confirmed))
	for _, c := range l.confirmed {
		if other, twice := took[c.position]; twice {
			l.expect(
				fmt.Errorf("both took effect at %v: %v, %v", c.position, other.operation,
					c.operation))
		}
		took[c.position] = c
	}
}

func (l *load) checkReceipts() (lost int) {
	before := len(l.wrong)
	work := make(chan confirmation)
	var all sync.WaitGroup
	for range checkers {
		all.Go(func() {
			for c := range work {
				l.expect(c.kept(context.Background(), l.client()))
			}
		})
	}
	for _, c := range l.confirmed {
		work <- c
	}
	close(work)
	all.Wait()
	return len(l.wrong) - before
}
