package measure

import "time"

// Load is what is put on the system: steady, or a burst. Counts must be
// positive, but for those that say otherwise.
type Load struct {
	Connections int `json:"connections"` // of all clients or students together
	Classes     int `json:"classes"`     // with a roll call at once
	Students    int `json:"students"`    // of a roll call; at most MaxStudents
	Rounds      int `json:"rounds"`      // each measures the echo and chamada
	// before each, under load but not measured; may be zero
	Warmup  time.Duration `json:"warmup_ns"`
	Timeout time.Duration `json:"timeout_ns"` // of a presence; to have no reply by then is to fail

	// A steady load is that of Clients, each of which sends when it has its
	// last reply, for Duration. They also end a roll call that has all its
	// students and open another: no more than Clients requests are ever under
	// way. Both are zero in a burst.
	Clients  int           `json:"clients"`
	Duration time.Duration `json:"duration_ns"`

	// A burst is that all students of all classes send once within this time,
	// each at a moment of its own, whatever became of the others. Zero is a
	// steady load.
	Burst time.Duration `json:"burst_ns"`
}

// MaxStudents is as many as a roll call takes.
const MaxStudents = 10_000
