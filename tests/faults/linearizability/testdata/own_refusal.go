package coordinator

import (
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// shortcut refuses a student by what this replica knew a moment ago.
func (c *Coordinator) shortcut(command rollcall.Command, r *request) bool {
	own, ok := rollcall.Own.Load(command.Class)
	if command.Op != rollcall.Present || ok &&
		time.Since(own.(rollcall.OwnRoll).Since) > 50*time.Millisecond {
		return false
	}
	position := rollcall.Position{Record: c.journal.Stats().Applied, Index: 1<<16 - 1}
	r.Answer(
		rollcall.Outcome{Verdict: rollcall.NotOpen, Time: command.Time, Position: position,
			Student: command.Student})
	return true
}
