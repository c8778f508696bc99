package web

import (
	"reflect"
	"regexp"
	"testing"
)

var verbs = regexp.MustCompile(`%[a-z]`)

// TestLanguagesAreComplete has each text in both languages, with the same arguments.
func TestLanguagesAreComplete(t *testing.T) {
	pt, en := reflect.ValueOf(portuguese), reflect.ValueOf(english)
	for i := range pt.NumField() {
		name := pt.Type().Field(i).Name
		if pt.Field(i).IsZero() || en.Field(i).IsZero() {
			t.Errorf("%s is missing in a language", name)
		}
		if pt.Field(i).Kind() != reflect.String {
			continue
		}
		a, b := pt.Field(i).String(), en.Field(i).String()
		if !reflect.DeepEqual(verbs.FindAllString(a, -1), verbs.FindAllString(b, -1)) {
			t.Errorf("%s takes other arguments in the other language: %q, %q", name, a, b)
		}
	}
	for code, reason := range portuguese.Reasons {
		if other := english.Reasons[code]; other.What == "" || reason.What == "" || (other.Hint == "") != (reason.Hint == "") {
			t.Errorf("%s: %q, %q", code, reason, other)
		}
	}
	if len(portuguese.Reasons) != len(english.Reasons) {
		t.Error("a language has a reason of its own")
	}
}
