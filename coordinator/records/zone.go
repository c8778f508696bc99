package records

import (
	"sync"
	"time"

	"github.com/chamada/chamada/subjects"
)

// zones are the time zones that were used, by name: to read one takes longer than a record. There
// are no more than the world has.
var zones sync.Map

// zone is a time zone by its name. One that this machine does not know is UTC.
func zone(name string) *time.Location {
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location)
	}
	z, err := subjects.Location(name)
	if err != nil {
		z = time.UTC
	}
	zones.Store(name, z)
	return z
}
