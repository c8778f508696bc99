// Package contract holds a running system to the contract, one function a
// rule, over nothing but a NATS connection: any client, any deployment.
//
// [Run] is for a system that is open to all, [RunLogins] for one with logins.
//
// It uses classes drawn at random, so that it can run beside others, and
// leaves no roll call open. It knows nothing of how the system is built, and
// does not use the project's own client.
package contract

import (
	"testing"

	"github.com/nats-io/nats.go"
)

// rules are the contract, each with its sentence there.
var rules = map[string]func(*client){
	"start opens, and refuses what is open":                startRule,
	"a presence is accepted once":                          presentRule,
	"a presence may be refused":                            refusalRule,
	"list and end give the students in order":              rollRule,
	"the list of the last one can be had again":            lastRule,
	"last is true or false":                                lastFieldRule,
	"a list over 900 KiB comes in parts":                   longListRule,
	"a list that fits is as it always is":                  shortListRule,
	"what is open can be asked":                            openRule,
	"open takes an object":                                 openFieldsRule,
	"nobody came is an empty list":                         emptyRule,
	"after its end a roll call is gone":                    erasedRule,
	"unknown fields are ignored":                           unknownFieldsRule,
	"leading zeros count":                                  leadingZerosRule,
	"malformed requests are told so":                       malformedRule,
	"64 KiB is the limit":                                  sizeRule,
	"any bytes get an answer":                              junkRule,
	"the same id gets the same reply":                      receiptRule,
	"an id belongs to one request":                         idScopeRule,
	"a request without effect is judged anew":              judgedAnewRule,
	"an earlier try than the one answered does nothing":    triesRule,
	"tries are numbers":                                    tryRule,
	"ids are 1 to 128 printable bytes":                     idRule,
	"time and position never go back":                      orderRule,
	"a roll call may want a code":                          codeRule,
	"a ticket is good for the scan's check":                ticketRule,
	"a ticket is of its roll and device":                   ticketBoundRule,
	"five wrong codes of a device are enough":              guessRule,
	"without a code nothing is another":                    noCodeRule,
	"code, ticket and device are strings":                  proofFieldsRule,
	"checks are up to nine":                                checkRule,
	"marks by hand":                                        markRule,
	"marks and checks are told again":                      markAgainRule,
	"one device, several students":                         sharedRule,
	"check and marked":                                     classroomEventRule,
	"a class list is put, got, listed and removed":         classRule,
	"a class list replaces the revision that it names":     classRevisionRule,
	"a class list may have all that is known of a class":   classFieldsRule,
	"what a class list may not be is told":                 classMalformedRule,
	"5,000 students fit, and 900 KiB":                      classSizeRule,
	"a change of a class is told again":                    classAgainRule,
	"a refused try of a class list keeps earlier ones out": classTriesRule,
	"all who put at once lose nothing":                     classContentionRule,
	"a start takes its class's code":                       classStartRule,
	"a start may have its own time":                        startAtRule,
	"opened, present, ended":                               eventRule,
	"events have everybody once":                           eventCrowdRule,
	"it is a NATS micro service":                           microRule,
	"a record says who was there":                          recordRule,
	"who keeps nothing has a record for a day":             unkeptRule,
	"a mark may be corrected":                              correctRule,
	"a whole roll call may be corrected":                   correctRollRule,
	"corrections are told again":                           correctAgainRule,
	"many who correct lose nothing":                        correctCrowdRule,
	"what is kept is listed and summed up":                 recordsRule,
	"the class list says who was enrolled":                 enrolledRule,
	"a roll call from paper":                               addRule,
	"1,500 students who all send twice":                    crowdRule,
	"a hundred classes at once are strangers":              isolationRule,
	"many may try, one starts and one ends a roll":         contentionRule,
}

// openRules are for a system that is open to all. With logins the NATS server gives
// a reply a subject of its own.
var openRules = map[string]func(*client){
	"who cannot be answered is not heard": replySubjectRule,
}

// Run checks every rule against the system that nc reaches, open to all.
func Run(t *testing.T, nc *nats.Conn) {
	check(t, rules, clientOn(nc, ""))
	check(t, openRules, clientOn(nc, ""))
}

// check runs the rules beside each other, each with what in gives it for its test.
func check[C any](t *testing.T, rules map[string]func(C), in func(*testing.T) C) {
	for sentence, rule := range rules {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()
			rule(in(t))
		})
	}
}
