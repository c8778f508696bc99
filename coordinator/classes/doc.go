// Package classes keeps what is known of each class, its class list, in a replicated
// JetStream key-value bucket, and has all of it in memory on every coordinator.
//
// A class list decides nothing about a presence. It is a document: whoever changes it names
// the revision that is replaced, and the bucket takes it only over what was read
// (compare-and-set). So two teachers at once lose nothing, and no lock is needed.
//
// # What a reader sees
//
// A coordinator reads the bucket in the order in which it was written. What it has in memory may
// be old: the stream's reads are answered by any of its nodes, also by one that lags or was
// deposed as leader. Who must see every change that was confirmed before (a get, a start, a
// refusal) therefore waits for a marker ([Classes.Fresh]): this coordinator writes a message
// into the same stream, and has read all that came before when it has read that message. One
// marker is for all who wait. A change that would be accepted needs no marker: the bucket takes it
// only if memory was current.
//
// # Repeats
//
// A document has the keys and replies of its last 32 changes, and of more when they were made
// within two minutes. So the same request under the same id is answered alike by any coordinator,
// after any crash. A removed class leaves a document without a list, which goes on counting
// revisions.
//
// A client sends again what is not answered, and goes by the answer to the latest try. An earlier
// one may reach a coordinator much later, which stood still. Therefore the document also notes that
// a later try was refused, where an earlier one could yet take effect: above all a list for a class
// that has none, which it may have none of again.
//
// # Erasure
//
// Nothing in the bucket expires, and no limit drops a revision: a stream that drops a message
// leaves its bytes in the file. A revision that was replaced is deleted with erase, which
// overwrites them, as soon as its successor is confirmed.
//
// The package knows no request and no role, and publishes nothing but documents and markers.
package classes
