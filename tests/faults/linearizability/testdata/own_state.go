package rollcall

import (
	"sync"
	"time"
)

// Own is the rolls that are open as far as this replica knows: OwnRoll by class.
var Own sync.Map

// OwnRoll is one of them.
type OwnRoll struct {
	ID     string
	Record uint64
	Since  time.Time
}
