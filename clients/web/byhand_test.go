package web

import (
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
)

var class = sheetOf(&subjects.Record{
	Students: []subjects.RecordLine{
		{Student: "042191010", Name: "Ana Souza", Mark: subjects.MarkAbsent},
		{Student: "042191011", Name: "Bruno José Lima", Mark: subjects.MarkLate},
		{Student: "042191012", Name: "Ana Nunes", Mark: subjects.MarkPresent},
		{Student: "7", Name: "Davi", State: subjects.StateLocked},
	},
	Unknown: []subjects.Unlisted{{Student: "9"}},
})

func numbers(lines []subjects.RecordLine) (all []string) {
	for _, l := range lines {
		all = append(all, string(l.Student))
	}
	return all
}

func TestSheetPartsAllStudents(t *testing.T) {
	for name, c := range map[string]struct{ got, want []string }{
		"present": {numbers(class.Present), []string{"042191011", "042191012"}},
		"absent":  {numbers(class.Absent), []string{"042191010"}},
		"aside":   {numbers(class.Aside), []string{"7"}},
		"all":     {numbers(class.All()), []string{"042191010", "042191011", "042191012", "7"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s are %v, want %v", name, c.got, c.want)
		}
	}
	if sheetOf(&subjects.Record{Unknown: class.Unknown}).Listed() {
		t.Error("a class without students has a list")
	}
}

// A sheet that could not be had leaves the one before, and says that it is old.
func TestSheetThatIsMissing(t *testing.T) {
	got := sheet{Missing: true}.after(class)
	if !got.Missing || !got.Listed() || class.Missing {
		t.Errorf("it is %+v", got)
	}
	if got = class.after(got); got.Missing {
		t.Error("the new one is said to be old")
	}
}

func TestWhoIsMeant(t *testing.T) {
	for _, c := range []struct {
		typed, chosen string
		student       string
		found         []string
		number        string // of nobody on the list, that may be meant too
	}{
		{typed: "042191010", student: "042191010"},
		{typed: "042.191.010", student: "042191010"},
		{typed: "jose LIMA", student: "042191011"},
		{typed: "Ana", found: []string{"042191010", "042191012"}},
		{typed: "1010", found: []string{"042191010"}, number: "1010"},
		{typed: "1010", chosen: "1", student: "1010"},
		{typed: "7", student: "7"},
		{typed: "555", student: "555"},
		{typed: "Zé"},
		{typed: " "},
	} {
		form := url.Values{"student": {c.typed}, "chosen": {c.chosen}}
		r := httptest.NewRequest("POST", "/", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		student, unclear := meant(r, class)
		if string(student) != c.student || (unclear == nil) != (c.student != "") {
			t.Errorf("%q means %q, %+v", c.typed, student, unclear)
		}
		if unclear != nil && (!slices.Equal(numbers(unclear.Found), c.found) ||
			string(unclear.Number) != c.number) {
			t.Errorf("%q may mean %+v", c.typed, unclear)
		}
	}
}

func TestMoreAreFoundThanAreShown(t *testing.T) {
	many := subjects.Record{}
	for i := range maxChoice + 5 {
		many.Students = append(many.Students, subjects.RecordLine{
			Student: subjects.Student("10" + strings.Repeat("0", i)), Name: "Ana"})
	}
	r := httptest.NewRequest("POST", "/", strings.NewReader("student=ana"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if _, c := meant(r, sheetOf(&many)); len(c.Found) != maxChoice || c.More != 5 {
		t.Errorf("%d are shown, and %d more", len(c.Found), c.More)
	}
}
