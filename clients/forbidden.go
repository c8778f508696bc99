package clients

import (
	"errors"
	"regexp"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/subjects"
)

// ForbiddenError is what the login may not do. It is an [ErrForbidden] and holds
// a [*subjects.Error].
type ForbiddenError struct {
	// Subject is what was not to be published on or subscribed to.
	Subject string
	// Denied: it was the NATS server, which lets the login do that for no class and
	// no student. Otherwise a coordinator has refused this one request.
	Denied bool

	said *subjects.Error
}

func (e *ForbiddenError) Error() string { return e.said.Error() }

// Is tells that it is an [ErrForbidden].
func (e *ForbiddenError) Is(target error) bool { return target == ErrForbidden }

// Unwrap is the error as the contract has it.
func (e *ForbiddenError) Unwrap() error { return e.said }

var errDenied = &subjects.Error{
	Code:    subjects.Forbidden,
	Message: "the server does not let this login do that; log in as somebody who may",
}

// denial stands for the reply that never comes to what the server denies. Unlike
// one that came it belongs to no subscription.
func denial(subject string) *nats.Msg {
	return &nats.Msg{Subject: subject, Data: errDenied.Body()}
}

func isDenial(m *nats.Msg) bool { return m.Sub == nil }

// deniedSubject is what err says that the server denies, empty when it says no such
// thing. nats.go gives the subject in the server's sentence only.
func deniedSubject(err error) string {
	if !errors.Is(err, nats.ErrPermissionViolation) {
		return ""
	}
	if found := sentence.FindStringSubmatch(err.Error()); found != nil {
		return found[1]
	}
	return ""
}

var sentence = regexp.MustCompile(`(?i)(?:publish|subscription) to "([^"]+)"`)
