// Package texttest proves of the texts of one place that none is missing in a language.
package texttest

import (
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/chamada/chamada/clients/texts"
)

// Complete fails the test for every field of the texts that is empty in a language, or
// takes other arguments there than in the first. Fields that are named are left out: what
// is missing there is said in another way.
func Complete[T any](t *testing.T, set texts.Set[T], except ...string) {
	t.Helper()
	first := texts.Languages()[0]
	for _, l := range texts.Languages()[1:] {
		c := comparison{t, l, except}
		c.compare("", reflect.ValueOf(set.In(first)).Elem(), reflect.ValueOf(set.In(l)).Elem())
	}
}

// verbs are the arguments that a format takes, by their numbers where it has any.
var verbs = regexp.MustCompile(`%(\[\d\])?[a-zA-Z]`)

type comparison struct {
	*testing.T
	language texts.Language
	except   []string
}

func (c comparison) compare(name string, one, other reflect.Value) {
	c.Helper()
	switch one.Kind() {
	case reflect.String:
		c.twins(name, one.String(), other.String())
	case reflect.Struct:
		for i := range one.NumField() {
			field := one.Type().Field(i).Name
			if !slices.Contains(c.except, field) {
				c.compare(name+"."+field, one.Field(i), other.Field(i))
			}
		}
	case reflect.Map:
		c.maps(name, one, other)
	default:
		if one.IsZero() != other.IsZero() {
			c.Errorf("%s is missing in a language", name)
		}
	}
}

func (c comparison) twins(name, one, other string) {
	c.Helper()
	if (one == "") != (other == "") || one == "" && !optional(name) {
		c.Errorf("%s is missing in a language, such as %s", name, c.language.Code())
	}
	if !slices.Equal(arguments(one), arguments(other)) {
		c.Errorf("%s takes other arguments in the other language: %q, %q", name, one, other)
	}
}

// arguments are what a format takes; those that have numbers may come in any order.
func arguments(format string) []string {
	found := verbs.FindAllString(format, -1)
	if slices.ContainsFunc(found, func(v string) bool { return v[1] == '[' }) {
		slices.Sort(found)
		found = slices.Compact(found)
	}
	return found
}

// optional tells whether a text may be empty in every language: of some errors there is
// nothing to be done.
func optional(name string) bool { return regexp.MustCompile(`\]\.Hint$`).MatchString(name) }

func (c comparison) maps(name string, one, other reflect.Value) {
	c.Helper()
	for key, value := range one.Seq2() {
		twin := other.MapIndex(key)
		if !twin.IsValid() {
			c.Errorf("%s[%v] is missing in %s", name, key, c.language.Code())
			continue
		}
		c.compare(name+"["+key.String()+"]", value, twin)
	}
	if one.Len() == 0 || one.Len() < other.Len() {
		c.Errorf("%s has more in %s, or nothing", name, c.language.Code())
	}
}
