package session

import (
	"errors"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// withField says what a field must be that the server does not take. It repeats what the server
// says where that tells more: how many hours depends on the roll call, and of a class list which
// line it is.
func (s *Session) withField(e texts.Explanation, err error) texts.Explanation {
	said, ok := errors.AsType[*subjects.Error](err)
	if !ok || said.Code != subjects.InvalidField && said.Code != subjects.InvalidClassList {
		return e
	}
	wants, known := s.Texts.Fields[said.Field]
	if known && said.Code == subjects.InvalidField && said.Field != "hours" {
		return texts.Explanation{What: wants, Hint: s.Texts.HintUsage}
	}
	e.What = s.Texts.Say(s.Texts.ItSays, e.What, said.Message)
	return e
}

// BadField is wrong usage of a flag whose value a field of the contract cannot have.
func (s *Session) BadField(flag, field string) error {
	wants, known := s.Texts.Fields[field]
	if !known {
		wants = s.Texts.HintUsage
	}
	return Misuse("--" + flag + ": " + wants)
}
