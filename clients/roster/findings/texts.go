package findings

import "github.com/chamada/chamada/clients/texts"

// words are those around findings, in one language.
type words struct {
	line, lines, to, more string // where something was found

	problems map[error]string // what is missing speaks for itself
}

var languages = texts.NewSet(&portuguese, &english)
