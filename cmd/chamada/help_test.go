package main

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/pflag"
)

// TestHelpHasOneColumn has values with letters of more than one byte.
func TestHelpHasOneColumn(t *testing.T) {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.String("first", "", "`diretório` que começa")
	flags.String("second", "5", "`número` que começa")
	flags.BoolP("third", "t", false, "sim ou não, que começa")
	flags.Duration("fourth", 0, "que começa")
	text := flagUsages(flags, &portuguese)
	begins := regexp.MustCompile(` {3,}(diretório|número|sim ou não,)? ?que começa`)
	column := 0
	for line := range strings.Lines(text) {
		at := begins.FindStringIndex(line)
		if at == nil {
			t.Fatalf("a flag without its usage: %q", line)
		}
		usage := strings.TrimLeft(line[at[0]:], " ")
		is := utf8.RuneCountInString(strings.TrimSuffix(line, usage))
		if column == 0 {
			column = is
		}
		if is != column {
			t.Errorf("%d instead of %d letters before the usage in\n%s", is, column, text)
		}
	}
}
