package coordinator

import (
	"math/rand/v2"
	"sync"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
)

type seat struct {
	roll    string
	student rollcall.Student
}

var answered sync.Map

// shortcut confirms a student who is new here before the journal does.
func (c *Coordinator) shortcut(command rollcall.Command, r *request) bool {
	own, ok := rollcall.Own.Load(command.Class)
	if !ok || command.Op != rollcall.Present {
		return false
	}
	roll := own.(rollcall.OwnRoll)
	if _, before := answered.LoadOrStore(seat{roll.ID, command.Student}, true); before {
		return false
	}
	r.Answer(rollcall.Outcome{
		Verdict: rollcall.Registered, Time: command.Time, Class: command.Class, Roll: roll.ID,
		Student:  command.Student,
		Position: rollcall.Position{Record: roll.Record, Index: uint16(rand.Uint32())},
	})
	_ = c.journal.Submit(unheard{&command}, time.Now())
	return true
}

type unheard struct{ command *rollcall.Command }

func (u unheard) Command() *rollcall.Command { return u.command }
func (unheard) Answer(rollcall.Outcome)      {}
func (unheard) Fail(error)                   {}
