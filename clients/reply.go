package clients

import (
	"encoding/json"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// Reply is a reply as it came.
type Reply struct {
	// ID is the request's id.
	ID string
	// Data is the payload, of an error reply too; nil when there was none.
	Data []byte
	// Lost says that students may be missing from the list, see [subjects.HeaderLost].
	Lost bool
	// Tries is how often the request was sent, 1 when all went well. After a
	// refusal none of them has an effect any more; see [subjects.HeaderTry].
	Tries int
}

func received(m *nats.Msg) Reply {
	return Reply{Data: m.Data, Lost: m.Header.Get(subjects.HeaderLost) != ""}
}

// Foreign tells whether m is no coordinator's answer to a request: it neither has a position,
// nor is an error as the contract has them, nor is the NATS server's word that nobody
// answers. A stream that takes in the subjects of requests acknowledges each with such a
// message. It says nothing of the request; the answer is still to come.
func Foreign(m *nats.Msg) bool {
	switch {
	case absent(m):
		return false
	case m.Header.Get(subjects.HeaderStatus) != "":
		return !subjects.HasCode(m.Data)
	default:
		return !subjects.HasPosition(m.Data)
	}
}

// absent tells whether the NATS server says that nobody is there to answer.
func absent(m *nats.Msg) bool { return len(m.Data) == 0 && m.Header.Get("Status") == "503" }

// classify sorts a reply that is not foreign: a verdict, with its error if it is one, or the reason
// to try again.
func classify(m *nats.Msg) (reason Reason, err error) {
	if isDenial(m) {
		return "", &ForbiddenError{Subject: m.Subject, Denied: true, said: errDenied}
	}
	if absent(m) {
		return NoCoordinator, nil
	}
	status := m.Header.Get(subjects.HeaderStatus)
	if status == "" {
		return "", nil
	}
	failure := subjects.DecodeError(m.Data)
	switch {
	case failure.Code == subjects.Overloaded:
		return Overloaded, nil
	case failure.Code == subjects.Upgrading: // it lasts until an operator raises the journal
		return "", verdict{failure}
	case failure.Code == subjects.Unavailable, status[0] == '5':
		return Unconfirmed, nil
	case failure.Code == subjects.Forbidden:
		return "", &ForbiddenError{said: failure}
	}
	return "", verdict{failure}
}

// effective tells whether a reply without an error says that its try had the
// effect that was asked for, or that there is none to be had: a list, or what is open,
// which is of no class.
func effective(body []byte) bool {
	var reply struct {
		Class   *subjects.Class `json:"class"`
		Already bool            `json:"already"`
	}
	refused := json.Unmarshal(body, &reply) != nil || reply.Class != nil && *reply.Class == 0
	return !refused && !reply.Already
}

// harmless tells whether a try that was answered with r did nothing for certain.
func (r Reason) harmless() bool { return r == NoCoordinator || r == Overloaded }
