package identity

import (
	"fmt"
	"hash/fnv"
	"strings"
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
var shared = map[Role]string{Student: "STUDENTS", Kiosk: "KIOSKS", Gateway: "GATEWAYS", Teacher: "TEACHERS", Admin: "ADMINS"}

// cells are how many accounts the configuration of an existing NATS has for the
// logins of a role. An account takes the server some 20 KB.
var cells = map[Role]int{Student: 256, Kiosk: 16, Gateway: 16, Teacher: 64, Admin: 1}

// lastCell tells a configuration that has them from one that was printed before.
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
	ask := func(subject string) { a.Requests = append(a.Requests, Import{subject, subject, true}) }
	switch role {
	case Kiosk:
		ask("chamada.student.present")
	case Student, Gateway:
		ask("chamada.student.present")
		ask("chamada.student.scan")
	case Teacher:
		ask("chamada.teacher.*")
		a.Streams = []string{"chamada.event.>"}
	case Admin:
		ask("chamada.student.present")
		ask("chamada.student.scan")
		ask("chamada.teacher.*")
		a.Streams = []string{"chamada.>"}
		a.Requests = append(a.Requests, seen()...)
	}
	return a
}

// seen is what an admin reaches besides: the micro service, the journal to read, the
// logins to change.
func seen() []Import {
	s := []Import{{Subject: "$SRV.>", As: "$SRV.>"}, {Subject: keyPrefix + "*", As: keyPrefix + "*"}}
	for _, end := range []string{
		"STREAM.INFO.CHAMADA", "STREAM.MSG.GET.CHAMADA", "CONSUMER.CREATE.CHAMADA.>",
		"CONSUMER.INFO.CHAMADA.*", "CONSUMER.MSG.NEXT.CHAMADA.*",
		"STREAM.INFO." + stream, "STREAM.MSG.GET." + stream,
	} {
		s = append(s, Import{Subject: apiOwn + "." + end, As: apiAdmin + "." + end})
	}
	return s
}
