package identity_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chamada/chamada/coordinator/identity"
)

func TestReadCSV(t *testing.T) {
	want := []identity.Row{{Line: 2, Login: "042", Role: identity.Student, Name: "Zé, o João"}, {Line: 4, Login: "clara", Role: identity.Teacher}}
	for _, text := range []string{
		"login,role,name\n042,student,\"Zé, o João\"\n\nclara,teacher,\n",
		"\ufeffNAME;Login;Role\r\nZé, o João;042;student\r\n;;\r\n;clara;Teacher\r\n",
		"since,name,role,login,code\n2026,\"Zé, o João\",student,042,x\n\n,,teacher, clara ,\n",
	} {
		rows, problems, err := identity.ReadCSV(strings.NewReader(text))
		if err != nil || len(problems) > 0 || !slices.Equal(rows, want) {
			t.Errorf("%q\n%v %v %v", text, rows, problems, err)
		}
	}
}

func TestCSVProblems(t *testing.T) {
	for text, want := range map[string][]error{
		"":                                {at(1, identity.ErrEmpty)},
		"\ufeff \n":                       {at(1, identity.ErrEmpty)},
		"login,role\n":                    {at(1, identity.ErrHeader)},
		"login,role,name,name\n":          {at(1, identity.ErrHeader)},
		"042,student,Ana\n":               {at(1, identity.ErrHeader)},
		"login,role,name\n1,student,\xe9": {at(2, identity.ErrEncoding)},
		"login,role,name\nx,student,\n*,teacher,\n>,admin,\na.b,kiosk,\n1,boss,\n,teacher,x\n": {
			at(2, identity.ErrStudent), at(3, identity.ErrLogin), at(4, identity.ErrLogin), at(5, identity.ErrLogin), at(6, identity.ErrRole), at(7, identity.ErrLogin),
		},
		"login,role,name\n1,student,\"a\nb\"\n1,student\n1,student,\n2,teacher,a\n2,teacher," + strings.Repeat("é", 201): {
			at(2, identity.ErrName), at(4, identity.ErrColumns), at(5, identity.ErrDuplicate), at(7, identity.ErrDuplicate), at(7, identity.ErrName),
		},
		"login,role,name\n1,student,\"a":                             {at(2, identity.ErrSyntax)},
		"login,role,name\n" + strings.Repeat("1,teacher,x\n", 1<<20): {at(1, identity.ErrTooBig)},
	} {
		rows, problems, err := identity.ReadCSV(strings.NewReader(text))
		if err != nil || len(rows) > 0 || len(problems) != len(want) {
			t.Errorf("%.80q: %v %v %v", text, rows, problems, err)
			continue
		}
		for i, p := range problems {
			w, _ := errors.AsType[*identity.LineError](want[i])
			if p.Line != w.Line || !errors.Is(p, w.Err) || !strings.HasPrefix(p.Error(), fmt.Sprintf("line %d", w.Line)) {
				t.Errorf("%.80q: %v, want %v", text, p, w)
			}
		}
	}
}

func at(line int, err error) error { return &identity.LineError{Line: line, Err: err} }

func FuzzReadCSV(f *testing.F) {
	f.Add("login,role,name\n042,student,\"Zé, o João\"\n\nclara,teacher,\n")
	f.Add("\ufeffname;login;role\r\n\"a\"\"b\";1;student")
	f.Fuzz(func(t *testing.T, text string) {
		rows, problems, err := identity.ReadCSV(strings.NewReader(text))
		if err != nil || len(rows) > 0 && len(problems) > 0 {
			t.Fatal(rows, problems, err)
		}
		lines := strings.Count(text, "\n") + 1
		for _, r := range rows {
			if identity.CheckLogin(r.Role, r.Login) != nil || r.Line < 2 || r.Line > lines {
				t.Fatalf("%+v", r)
			}
		}
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.Err == nil {
				t.Fatalf("%+v", p)
			}
		}
	})
}
