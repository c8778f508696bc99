// Package subjects is chamada's wire contract: the subjects clients publish
// on, the values they carry, the requests, replies, events and errors. Each noun of the
// contract has a file: its subject, its request, its reply and its event.
//
// It is the only place where the contract stands in code. Both sides import
// it: the coordinator decodes requests and encodes replies with it, clients
// the reverse; the NATS servers' permissions are made of it. It depends on the standard
// library alone, touches no network, and no input, whatever its bytes, makes it panic.
//
// A school's bus is a NATS account, so every school has these subjects: none has a school
// in it.
package subjects

import "strconv"

const (
	// Root starts every subject of the contract. A reply subject below it is
	// never honoured: it would make a coordinator publish a request.
	Root = "chamada."
	// AllEvents matches every event of every class.
	AllEvents = Root + "event.>"
	// All matches every subject of the contract.
	All = Root + ">"
	// TeacherAll matches the requests of teachers, of this version and of those to come.
	TeacherAll = Root + "teacher.*"
	// ClassAll matches the requests about class lists.
	ClassAll = Root + "class.*"
	// RecordAll matches those about what became of roll calls.
	RecordAll = Root + "record.*"
	// PersonAll matches those about all that is kept of one person.
	PersonAll = Root + "person.*"
	// StudentRecord is a student's request for their own lines of records.
	StudentRecord = Root + "student.record"
)

const (
	// ServiceName is the name of the NATS micro service.
	ServiceName = "chamada"
	// QueueGroup is the one queue group all replicas serve requests in.
	QueueGroup = "chamada-coordinator"
)

// MaxRequest is the greatest size of a request's payload, in bytes.
const MaxRequest = 64 << 10

// MaxReply is the greatest size of a reply's payload, in bytes. The largest list
// there can be is just below it; of a reply that would be larger only a part is sent.
const MaxReply = 900 << 10

// Requests match the subjects of requests, of this version and of those to come.
// Somebody other than the coordinators who answers there is told of.
func Requests() []string {
	return []string{
		TeacherAll, Root + "student.*", ClassAll, RecordAll, PersonAll,
	}
}

// ClassEvents matches every event of one class.
func ClassEvents(c Class) string { return event(c, "*") }

// InboxPrefix is where a login receives replies, and the only place where it may:
// clients set it with nats.CustomInboxPrefix, the nats CLI with --inbox-prefix.
func InboxPrefix(login string) string { return "_INBOX." + login }

// event builds a subject. A Class is digits only, so it is always one token.
func event(c Class, what string) string {
	return Root + "event." + strconv.FormatUint(uint64(c), 10) + "." + what
}
