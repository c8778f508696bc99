package identity

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/chamada/chamada/subjects"
)

// Account is a NATS account of logins, and what those in it may reach of the
// coordinators' own.
type Account struct {
	Name     string
	Requests []Import // requests they may make
	Streams  []string // what they may subscribe to
}

// Import is a request that goes into the coordinators' account.
type Import struct {
	Subject string // there
	As      string // where the clients are
	Share   bool   // the server says who asks
}

// The NATS accounts, see the package comment.
const (
	AccountCoordinators = "CHAMADA"
	AccountCallout      = "AUTH"
	AccountSystem       = "SYS"
)

// shared are the accounts that all logins of a role are in where a server has no
// better for them.
var shared = map[Role]string{Student: "STUDENTS", Kiosk: "KIOSKS", Gateway: "GATEWAYS",
	Teacher: "TEACHERS", Admin: "ADMINS"}

// cells are how many accounts the configuration of an existing NATS has for the
// logins of a role. An account takes the server some 20 KB.
var cells = map[Role]int{Student: 256, Kiosk: 16, Gateway: 16, Teacher: 64, Admin: 1}

// lastCell is in no configuration that was printed before there were cells.
var lastCell = cellName(Student, cells[Student]-1)

func cellName(role Role, n int) string { return fmt.Sprintf("%s_%03d", shared[role], n) }

// cellOf is the cell of a login. Nobody can choose it.
func cellOf(role Role, login string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(login)) // it never fails
	return cellName(role, int(h.Sum32()%uint32(cells[role])))
}

// ownName is the account of one login alone.
func ownName(role Role, login string) string { return string(role) + "-" + login }

// accountsOf are all accounts that a login may be in, wherever it is let in.
func accountsOf(role Role, login string) []string {
	return []string{ownName(role, login), cellOf(role, login), shared[role]}
}

// ownerOf is whose own account it is, nobody's when it is shared.
func ownerOf(account string) (Role, string) {
	role, login, ok := strings.Cut(account, "-")
	if !ok || !Role(role).Valid() {
		return "", ""
	}
	return Role(role), login
}

// sharedBy is the role of the logins that share an account, empty when none do.
func sharedBy(account string) Role {
	name, _, _ := strings.Cut(account, "_")
	for role, all := range shared {
		if name == all {
			return role
		}
	}
	return ""
}

// roleIn is the role of a login that the server has in an account, empty when it
// cannot be there.
func roleIn(account, login string) Role {
	if role, owner := ownerOf(account); owner != "" && owner == login {
		return role
	}
	for role, name := range shared {
		if account == name || account == cellOf(role, login) {
			return role
		}
	}
	return ""
}

// reach is an account for logins of a role.
func reach(name string, role Role) Account {
	a := Account{Name: name}
	for _, subject := range requests(role) {
		a.Requests = append(a.Requests, Import{Subject: subject, As: subject, Share: true})
	}
	switch role {
	case Teacher:
		a.Streams = []string{subjects.AllEvents}
	case Admin:
		a.Streams = []string{subjects.All}
		a.Requests = append(a.Requests, seen()...)
	}
	return a
}

// requests are the subjects of the requests that somebody of a role may make.
func requests(role Role) []string {
	switch role {
	case Kiosk:
		return []string{subjects.StudentPresent}
	case Gateway:
		return []string{subjects.StudentPresent, subjects.StudentScan}
	case Student:
		return []string{subjects.StudentPresent, subjects.StudentScan, subjects.StudentRecord}
	case Teacher:
		return []string{subjects.TeacherAll, subjects.ClassAll, subjects.RecordAll}
	case Admin:
		return requestExports()
	default:
		return nil
	}
}

// requestExports are the subjects of all requests that logins may make, as the
// coordinators' account exports them.
func requestExports() []string {
	return []string{
		subjects.StudentPresent, subjects.StudentScan, subjects.StudentRecord,
		subjects.TeacherAll, subjects.ClassAll, subjects.RecordAll, subjects.PersonAll,
	}
}

// acks are with what a durable consumer goes on where it was.
func acks(stream string) string { return "$JS.ACK." + stream + ".>" }

// seen is what an admin reaches besides: the micro service, the journal, the records and the audit
// to read, the logins to change.
//
// Consumers of records and audit are made by coordinators: who makes one names where it delivers
// to, and of another stream than the journal that could be the journal.
func seen() []Import {
	s := []Import{
		{Subject: "$SRV.>", As: "$SRV.>"},
		{Subject: keyPrefix + "*", As: keyPrefix + "*"},
		api("STREAM.INFO." + stream), api("STREAM.MSG.GET." + stream),
		api("CONSUMER.CREATE.CHAMADA.>"),
	}
	for _, name := range []string{"CHAMADA", subjects.RecordStream, subjects.AuditStream} {
		s = append(s, api("STREAM.INFO."+name), api("STREAM.MSG.GET."+name),
			api("CONSUMER.INFO."+name+".*"), api(nextMessages+name+".*"))
	}
	for _, name := range []string{subjects.RecordStream, subjects.AuditStream} {
		s = append(s, api("CONSUMER.DELETE."+name+".*"),
			Import{Subject: acks(name), As: acks(name)})
	}
	return s
}

// nextMessages is of the request for the next messages of a consumer.
const nextMessages = "CONSUMER.MSG.NEXT."

// Many tells whether a request is answered by several messages.
func (i Import) Many() bool {
	return strings.HasPrefix(i.Subject, "$SRV.") ||
		strings.HasPrefix(i.Subject, apiOwn+"."+nextMessages)
}

// api is a part of the JetStream API.
func api(end string) Import {
	return Import{Subject: apiOwn + "." + end, As: apiAdmin + "." + end}
}
