package texts

import (
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/chamada/chamada/subjects"
)

var verbs = regexp.MustCompile(`%[a-z]`)

// TestLanguagesAreComplete holds each text of one language to its twin.
func TestLanguagesAreComplete(t *testing.T) {
	for _, pair := range [][2]any{{portuguese, english}, {connectionPortuguese, connectionEnglish}} {
		pt, en := reflect.ValueOf(pair[0]), reflect.ValueOf(pair[1])
		for i := range pt.NumField() {
			if pt.Field(i).Kind() == reflect.String {
				twins(t, pt.Type().Field(i).Name, pt.Field(i).String(), en.Field(i).String())
			}
		}
	}
}

func twins(t *testing.T, name, pt, en string) {
	t.Helper()
	if pt == "" || en == "" {
		t.Errorf("%s is missing in a language", name)
	}
	if !slices.Equal(verbs.FindAllString(pt, -1), verbs.FindAllString(en, -1)) {
		t.Errorf("%s takes other arguments in the other language: %q, %q", name, pt, en)
	}
}

func TestFormsAreComplete(t *testing.T) {
	for kind, form := range portuguese.Forms {
		other := english.Forms[kind]
		if len(verbs.FindAllString(form, -1)) != 1 || len(verbs.FindAllString(other, -1)) != 1 {
			t.Errorf("%s: %q, %q take an example", kind, form, other)
		}
	}
	if len(portuguese.Forms) != len(english.Forms) {
		t.Error("a language has a form of its own")
	}
}

func TestLanguageIsChosen(t *testing.T) {
	for _, c := range []struct {
		lcAll, lang string
		args        []string
		want        *Texts
		ok          bool
	}{
		{"", "", nil, &portuguese, true},
		{"C", "en_US.UTF-8", nil, &portuguese, true},
		{"", "POSIX", nil, &portuguese, true},
		{"", "en_US.UTF-8", nil, &english, true},
		{"en", "pt_BR", nil, &english, true},
		{"", "pt_BR.UTF-8", []string{"teacher", "--lang", "en"}, &english, true},
		{"", "en_GB", []string{"--lang=pt"}, &portuguese, true},
		{"", "en_GB", []string{"--", "--lang=pt"}, &english, true},
		{"", "", []string{"--lang=fr"}, &portuguese, false},
	} {
		t.Setenv("LC_ALL", c.lcAll)
		t.Setenv("LC_MESSAGES", "")
		t.Setenv("LANG", c.lang)
		t.Setenv("LANGUAGE", "")
		if got, ok := Choose(c.args); got != c.want || ok != c.ok {
			t.Errorf("%+v: English %v, ok %v", c, got.English(), ok)
		}
	}
}

func TestDatesAreLocal(t *testing.T) {
	at := subjects.At(time.Date(2026, 11, 22, 15, 4, 5, 0, time.Local))
	if got := portuguese.Date(at); got != "22/11/2026 às 15:04:05" {
		t.Error(got)
	}
	if got := english.Date(at); got != "22 Nov 2026 at 15:04:05" {
		t.Error(got)
	}
}

func TestYesOrNo(t *testing.T) {
	for answer, want := range map[string][2]bool{"": {true, true}, " S ": {true, true}, "não": {false, true}, "3030": {false, false}} {
		if yes, ok := portuguese.YesOrNo(answer); yes != want[0] || ok != want[1] {
			t.Errorf("%q: %v, %v", answer, yes, ok)
		}
	}
}
