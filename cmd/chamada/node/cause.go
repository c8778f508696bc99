package node

import (
	"errors"

	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/embedded"
)

// HeaderCause is of the page of health: why the node is not well, in a word that stays the
// same for ever, for programs and for who words it in another language. The page itself has
// a sentence in English.
const HeaderCause = "Chamada-Cause"

// The causes that are the node's own. The others are those of a [coordinator.Coordinator],
// see [journal.Cause], and the codes of an [embedded.Error].
const (
	CauseStarting = "starting"
	CauseStopping = "stopping"
	CauseNoLogins = "no_logins"
	CauseMending  = "mending"  // damaged, and about to take the others' copies
	CauseUnmended = "unmended" // damaged, and the others do not vouch yet
	CauseNoHeal   = "no_heal"  // damaged, and left to a person
)

// causeOf is the cause of an error of [Main.health].
func causeOf(err error) string {
	if a, ok := errors.AsType[*away](err); ok {
		return a.cause()
	}
	switch err {
	case errStarting:
		return CauseStarting
	case errStopping:
		return CauseStopping
	case errNoLogins:
		return CauseNoLogins
	}
	if e, ok := errors.AsType[*embedded.Error](err); ok {
		return string(e.Code)
	}
	return string(coordinator.CauseOf(err))
}

func (a *away) cause() string {
	switch {
	case a.why == nil:
		return CauseMending
	case errors.Is(a.why, errNoHeal):
		return CauseNoHeal
	default:
		return CauseUnmended
	}
}
