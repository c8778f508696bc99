// Package records keeps what became of the roll calls of classes that want that, in a JetStream
// stream of their own, and computes from it who was present, late or absent.
//
// # What is stored
//
// A [Kept] is a roll call as it ended, with the rule that it had, on a subject of its own. It is
// written once, by whichever coordinator is first: the stream takes it only where its subject is
// empty. So all may write it, again and again, after a crash or a replay. It names the class list
// of that time by its revision; each [Roster] is stored once.
//
// A [Correction] is one more message on the subject of its roll call, over the last one
// (compare-and-set). Nothing is overwritten, so who changed what can always be told, and two
// teachers at once lose nothing.
//
// What is erased, a person or old records, is named by an [Erasure] in the stream before it is
// deleted.
//
// Marks are computed when somebody asks, from the record, the class list and the corrections. They
// are never stored as truth.
//
// # What checks itself
//
// Each message has a checksum of its subject and its bytes. The stream has no limit and no age, so
// a sequence that is missing and that no erasure names is damage. What is damaged is named, and
// never passed over: a report of what is left would be another one.
//
// # Memory
//
// Nothing of a stored record stays in memory. Who asks has it read.
package records
