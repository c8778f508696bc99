package embedded

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/chamada/chamada/coordinator/loglimit"
)

// verb is one of a format, or a percent sign. The server has no other kinds.
var verb = regexp.MustCompile(`%%|%[-+# 0]*[0-9]{0,2}(?:\.[0-9]{0,2})?[a-zA-Z]`)

// words makes a line of what the server says. The server puts what a client says of
// itself, its name and so on, in front of its own format, and makes one of that
// together. So only the last verbs count, as many as there are arguments: the others
// are text, or a name could have one argument written many times, and as wide as it
// likes.
func words(format string, v []any) string {
	if len(v) == 0 {
		return format
	}
	verbs := verb.FindAllStringIndex(format, -1)
	i := len(verbs)
	for missing := len(v); missing > 0; {
		if i--; i < 0 {
			return format + ": " + fmt.Sprint(short(v)...)
		}
		if format[verbs[i][0]:verbs[i][1]] != "%%" {
			missing--
		}
	}
	own := verbs[i][0]
	return format[:own] + fmt.Sprintf(format[own:], short(v)...)
}

// maxArgument is how much of a text gets into a line, in bytes: more than is left of
// that, whatever stands around it.
const maxArgument = 4 * loglimit.MaxText

// short cuts the texts among the arguments, which can be a client's whole message.
func short(v []any) []any {
	cut := make([]any, len(v))
	for i, arg := range v {
		switch arg := arg.(type) {
		case string:
			cut[i] = arg[:min(len(arg), maxArgument)]
		case []byte:
			cut[i] = arg[:min(len(arg), maxArgument)]
		default:
			cut[i] = arg
		}
	}
	return cut
}

// connection is what the server puts in front when a line is about one: the address,
// what kind it is with a number, and between quotes what the client says it is.
var connection = regexp.MustCompile(
	`^\S+ - (cid|wid|mid\w*|lid\w*|rid|gid):[0-9]+( - "(\\.|[^"\\])*")*( - )?`)

// varying is what is different in lines of the same kind.
var varying = regexp.MustCompile(`"(?:\\.|[^"\\])*"?|[0-9]+`)

// maxKind bounds what tells kinds apart, in bytes.
const maxKind = 80

// kindOf tells whose doing a line is, and what it has in common with others alike.
func kindOf(text string) (loglimit.Source, string) {
	text = text[:min(len(text), maxArgument)]
	source := loglimit.Server
	if m := connection.FindStringSubmatchIndex(text); m != nil {
		source = loglimit.Clients
		if what := text[m[2]:m[3]]; what == "rid" || what == "gid" {
			source = loglimit.Peers
		}
		text = text[m[1]:]
	}
	text = varying.ReplaceAllString(text[:min(len(text), 2*maxKind)], "")
	return source, strings.Clone(text[:min(len(text), maxKind)])
}
