package causes

import (
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/coordinator/integrity"
)

// words are those of causes, in one language.
type words struct {
	language texts.Language

	at     map[integrity.Kind]string // formatted with an offset, or a size, in bytes
	kinds  map[integrity.Kind]string
	fromOn string // formatted with a record
	record string // formatted with a record
	span   string // formatted with the first and the last record
	more   string // formatted with how many are not named
	gone   string // before logins
	// restored comes behind them, formatted with the name of a file
	restored string

	known map[error]string // what the system says; in English it says it itself
}

var languages = texts.NewSet(&portuguese, &english)
