package health

import "github.com/chamada/chamada/clients/texts"

// words are all that "chamada health" says to people, in one language. The server says in
// English why it is not well, as in its log, and by a cause for programs.
type words struct {
	short, long string
	address     string // the argument's name

	badAddress, notTLS string // formatted with what was given, and with an example

	nobody, other string
	silent        string // formatted with how long was waited
	hintNobody    string

	warning  string            // formatted with the server's own words
	warnings map[string]string // by the server's format
	known    string            // formatted with one of these

	causes map[string]string // by the server's cause; without, its own words do
	own    string            // formatted with the server's own words
}

var languages = texts.NewSet(&portuguese, &english)
