// Package subjects is chamada's wire contract: the subjects clients publish
// on, the values they carry, the requests, replies, events and errors.
//
// It is the only place where the contract stands in code. Both sides import
// it: the coordinator decodes requests and encodes replies with it, clients
// the reverse. It depends on the standard library alone, touches no network,
// and no input, whatever its bytes, makes it panic.
package subjects

import "strconv"

// Request subjects. All are served by every coordinator replica in one queue
// group; see [QueueGroup].
const (
	// TeacherStart opens the roll call of a class.
	TeacherStart = "chamada.teacher.start"
	// TeacherEnd ends a roll call, replies with everyone present, erases it.
	TeacherEnd = "chamada.teacher.end"
	// TeacherList replies with everyone present so far.
	TeacherList = "chamada.teacher.list"
	// TeacherOpen replies with the roll calls that are open.
	TeacherOpen = "chamada.teacher.open"
	// TeacherCode replies with the code that the room sees.
	TeacherCode = "chamada.teacher.code"
	// TeacherCheck opens the next check of a roll call.
	TeacherCheck = "chamada.teacher.check"
	// TeacherMark registers a student by hand, or strikes one out.
	TeacherMark = "chamada.teacher.mark"
	// JournalRaise has the journal written in the highest version that all coordinators
	// read. With logins it is an admin's; it is among the teachers' because that is
	// what servers let admins ask, those of existing clusters too.
	JournalRaise = "chamada.teacher.raise"
	// StudentPresent registers one presence.
	StudentPresent = "chamada.student.present"
	// StudentScan tells that a student sees the code, and gets a ticket for it.
	StudentScan = "chamada.student.scan"
)

// Requests match the subjects of requests, of this version and of those to come.
// Somebody other than the coordinators who answers there is told of.
func Requests() []string {
	return []string{
		"chamada.teacher.*", "chamada.student.*", "chamada.class.*", "chamada.record.*", "chamada.person.*",
	}
}

const (
	// Journal carries the durable journal. It is the coordinators' own: no
	// client may publish or read it.
	Journal = "chamada.journal"
	// AllEvents matches every event of every class.
	AllEvents = "chamada.event.>"
	// Root starts every subject of the contract. A reply subject below it is
	// never honoured: it would make a coordinator publish a request.
	Root = "chamada."
	// ServiceName is the name of the NATS micro service.
	ServiceName = "chamada"
	// MetaJournal is the key, in the service's metadata, of the highest version of the
	// journal that a replica reads. One that has none reads the first.
	MetaJournal = "journal"
	// QueueGroup is the one queue group all replicas serve requests in.
	QueueGroup = "chamada-coordinator"
)

// EventOpened is the subject that tells that a roll call was opened.
func EventOpened(c Class) string { return event(c, "opened") }

// EventPresent is the subject that tells of arrivals in a class.
func EventPresent(c Class) string { return event(c, "present") }

// EventEnded is the subject that tells that a roll call has ended.
func EventEnded(c Class) string { return event(c, "ended") }

// EventCheck is the subject that tells that the next check of a roll call is open.
func EventCheck(c Class) string { return event(c, "check") }

// EventMarked is the subject that tells of a student registered or struck out by hand.
func EventMarked(c Class) string { return event(c, "marked") }

// ClassEvents matches every event of one class.
func ClassEvents(c Class) string { return event(c, "*") }

// InboxPrefix is where a login receives replies, and the only place where it may:
// clients set it with nats.CustomInboxPrefix, the nats CLI with --inbox-prefix.
func InboxPrefix(login string) string { return "_INBOX." + login }

// event builds a subject. A Class is digits only, so it is always one token.
func event(c Class, what string) string {
	return "chamada.event." + strconv.FormatUint(uint64(c), 10) + "." + what
}
