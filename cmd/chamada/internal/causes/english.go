package causes

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/coordinator/integrity"
)

var english = words{
	language: texts.English,
	at: map[integrity.Kind]string{
		integrity.BadRecord: "a record at byte %d is not as it was written",
		integrity.BadOrder:  "the record at byte %d belongs elsewhere",
		integrity.Missing:   "records are missing before byte %d",
		integrity.BadTail:   "the last %d bytes are no record",
	},
	kinds: map[integrity.Kind]string{
		integrity.MissingEnd: "records that this node has confirmed are missing at the end",
		integrity.NoFront:    "records that this node has not purged are missing at the beginning",
		integrity.HalfMended: "a repair was interrupted: put back the copy that it made, and " +
			"begin again",
		integrity.BadContent:    "something is missing in it",
		integrity.OtherJournal:  "records of another journal stand in it",
		integrity.Altered:       "it is not what was confirmed",
		integrity.MissingFront:  "records that this node has had are missing at the front",
		integrity.MissingStream: "the stream is not there",
		integrity.BadMeta:       "the stream's description is not as it was written",
		integrity.BadSnapshot:   "a snapshot is not as it was written",
		integrity.Unreadable:    "the file cannot be read",
	},
	fromOn:   "from record %d on",
	record:   "record %d",
	span:     "records %d to %d",
	more:     "and %d more",
	gone:     "logins are gone, or older than they were: ",
	restored: "; if older ones were restored on purpose, stop the node and remove %s",
}
