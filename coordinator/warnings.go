package coordinator

// The formats of what somebody should look at although requests are served. "chamada health" knows
// a sentence by its format, and says it in the reader's language.
const (
	// WarnOverlap is formatted with the name of a stream.
	WarnOverlap = "the stream %[1]s takes requests and acknowledges them, which who asks may take " +
		"for the answer: remove it, or nats stream edit %[1]s --no-ack"
	// WarnHeld is formatted with days.
	WarnHeld = "the journal has not been purged for %d days of running time: requests that were " +
		"repeated or refused keep one ended roll call after another in it, until there are a few " +
		"hours without; see to it that it does not become full"
	// WarnLost is formatted with the first record, the last one, and when they were given up.
	WarnLost = "records %d to %d of the journal were damaged and given up by a repair on %s: " +
		"students may be missing from roll calls that were open then, and roll calls that ended " +
		"then may be open again"
	// WarnOlder is formatted with a position, a roll call, its class, and where it ended.
	WarnOlder = "the journal is older than the records: it ended with %s, and the record of roll " +
		"call %s of class %d says that this ended at %s; roll calls of the time between are in " +
		"the records only, if their class keeps them"
	// WarnEnded is formatted with a roll call and its class.
	WarnEnded = "roll call %s of class %d was open in a journal that is older than its record: it " +
		"was ended, and its record stays as it was"
)
