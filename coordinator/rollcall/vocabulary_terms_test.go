package rollcall_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"github.com/chamada/chamada/coordinator/rollcall"
)

// The words for what a start takes from its class.

func (q request) terms() rollcall.Terms {
	t := rollcall.Terms{Rule: q.rule}
	if q.teachers != "" {
		t.Teachers = strings.Split(q.teachers, ",")
	}
	return t
}

func (q request) termsWords() (words []string) {
	if q.teachers != "" {
		words = append(words, "teachers="+q.teachers)
	}
	if q.rule != "" {
		words = append(words, "rule="+q.rule)
	}
	return words
}

// parseTerms reads a word of [request.termsWords], and tells whether it is one.
func (q *request) parseTerms(word string) bool {
	name, value, _ := strings.Cut(word, "=")
	switch name {
	case "teachers":
		q.teachers = value
	case "rule":
		q.rule = value
	default:
		return false
	}
	return true
}

func termsWords(t *rollcall.Terms) string {
	if t == nil {
		return ""
	}
	return saidTerms(strings.Join(t.Teachers, ","), t.Rule)
}

func saidTerms(teachers, rule string) string {
	return fmt.Sprintf(", teachers %q rule %q", teachers, rule)
}

var (
	lists = rapid.SampledFrom([]string{"", "davi", "davi,clara", "eva"})
	rules = rapid.SampledFrom([]string{"", "h2", "h4"})
)

// drawTerms has a start take something from its class, or nothing.
func (h *history) drawTerms(t *rapid.T, q request) request {
	if h.version >= rollcall.ByKnown && q.verb == "start" {
		q.teachers, q.rule = lists.Draw(t, "teachers"), rules.Draw(t, "rule")
	}
	return q
}
