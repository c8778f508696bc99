package identity

import (
	"strconv"
	"time"

	"github.com/nats-io/jwt/v2"

	"github.com/chamada/chamada/subjects"
)

// admitted is how long a connection may last, after which the client library logs
// in again by itself. Removal cuts connections at once; this is for what was
// out of reach then.
const admitted = 24 * time.Hour

// Watch is what an admin adds to the login to see all traffic in the coordinators'
// account, and do nothing: the requests of clients are seen nowhere else.
const Watch = "+watch"

const (
	// maxPayload is what a request may weigh of all but teachers and admins, in bytes: 64 KiB,
	// and 4 KiB of headers.
	maxPayload = 68 << 10
	// maxTeacherPayload is what one of a teacher may weigh: some have a class list with them.
	// That the others are smaller is for the coordinator to see to.
	maxTeacherPayload = 1 << 20
	// fewSubscriptions are what a connection of somebody may have who registers
	// presences, manySubscriptions of somebody else.
	fewSubscriptions, manySubscriptions = 16, 256
)

// seat is what somebody is let in to, under a name.
type seat struct {
	login              string
	role               Role
	watch              bool  // in the coordinators' account
	born               int64 // when the login was made, in milliseconds; zero: not known
	publish, subscribe []string
}

// name is what the servers know the connection by.
func (s seat) name() string {
	if s.watch {
		return s.login + Watch
	}
	return s.login
}

// accounts are all that the connection may be in.
func (s seat) accounts() []string {
	if s.watch {
		return []string{AccountCoordinators}
	}
	return accountsOf(s.role, s.login)
}

// seats are all that somebody with a login and a role may be let in to.
func seats(login string, role Role) []seat {
	inbox := subjects.InboxPrefix(login) + ".>"
	s := seat{login: login, role: role, publish: requests(role), subscribe: []string{inbox}}
	switch role {
	case Teacher:
		s.subscribe = append(s.subscribe, subjects.AllEvents)
	case Admin:
		s.publish = append(s.publish, "$SRV.>", keyPrefix+"*",
			apiAdmin+".>", // only what is imported is there
			acks(subjects.RecordStream), acks(subjects.AuditStream),
			acks("CHAMADA")) // nothing is: nats stream view acknowledges in vain
		s.subscribe = append(s.subscribe, subjects.All)
		return []seat{s,
			{login: login, role: role, watch: true, subscribe: []string{subjects.All}}}
	}
	return []seat{s}
}

// spelt is the seat of somebody who has typed the login so: replies go to where a
// client expects them, below the login as it was typed. Nobody else's do: there is no
// login of that spelling, and should one be created, who sits here is cut.
func (s seat) spelt(typed string) seat {
	if typed != s.login && !s.watch && validLogin(typed) {
		s.subscribe = append(s.subscribe, subjects.InboxPrefix(typed)+".>")
	}
	return s
}

// admission tells the server which login may come in, to which account and for how long, under
// the key that the server has drawn for the connection.
func admission(key string, s seat, account string, now time.Time,
	lasts time.Duration) *jwt.UserClaims {
	u := jwt.NewUserClaims(key)
	u.Name = s.name() // the server knows the connection by it from here on
	u.Audience = account
	if s.born != 0 {
		u.Tags.Add(bornTag + strconv.FormatInt(s.born, 10))
	}
	u.Expires = now.Add(lasts).Unix()
	u.Limits.Payload, u.Limits.Subs = s.limits()
	// In the process of a server only a gateway connects.
	u.AllowedConnectionTypes.Add(jwt.ConnectionTypeStandard, jwt.ConnectionTypeWebsocket,
		jwt.ConnectionTypeInProcess)
	if u.Pub.Allow.Add(s.publish...); len(s.publish) == 0 {
		u.Pub.Deny.Add(">") // an empty list would allow all
	}
	u.Sub.Allow.Add(s.subscribe...)
	u.Sub.Deny.Add("> >") // in no queue group: a member would take others' messages
	return u
}

// limits are the bytes of a message and the subscriptions of a connection.
func (s seat) limits() (payload, subscriptions int64) {
	switch s.role {
	case Student, Kiosk, Gateway:
		return maxPayload, fewSubscriptions
	case Teacher:
		return maxTeacherPayload, manySubscriptions
	default:
		return jwt.NoLimit, manySubscriptions
	}
}
