package main

import (
	"testing"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/tests/texttest"
)

func TestLanguagesAreComplete(t *testing.T) {
	texttest.Complete(t, languages)
}

func TestLanguageIsChosen(t *testing.T) {
	for _, c := range []struct {
		lcAll, lang string
		args        []string
		want        texts.Language
		ok          bool
	}{
		{"", "", nil, texts.Portuguese, true},
		{"C", "en_US.UTF-8", nil, texts.Portuguese, true},
		{"", "POSIX", nil, texts.Portuguese, true},
		{"", "en_US.UTF-8", nil, texts.English, true},
		{"en", "pt_BR", nil, texts.English, true},
		{"", "pt_BR.UTF-8", []string{"teacher", "--lang", "en"}, texts.English, true},
		{"", "en_GB", []string{"--lang=pt"}, texts.Portuguese, true},
		{"", "en_GB", []string{"--", "--lang=pt"}, texts.English, true},
		{"", "", []string{"--lang=fr"}, texts.Portuguese, false},
	} {
		t.Setenv("LC_ALL", c.lcAll)
		t.Setenv("LC_MESSAGES", "")
		t.Setenv("LANG", c.lang)
		t.Setenv("LANGUAGE", "")
		if got, ok := chooseLanguage(c.args); got != c.want || ok != c.ok {
			t.Errorf("%+v: %s, ok %v", c, got.Code(), ok)
		}
	}
}
