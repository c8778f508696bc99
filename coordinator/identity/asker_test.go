package identity_test

import (
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/identity"
)

const info = "Nats-Request-Info"

func of(values ...string) identity.Asker {
	return identity.Of(&nats.Msg{Header: nats.Header{info: values}})
}

func TestOf(t *testing.T) {
	if a := of(
		`{"start":"x","host":"h","id":1,"acc":"STUDENTS","user":"042","name":"n","rtt":1}`); a != (identity.Asker{Login: "042", Role: identity.Student}) {
		t.Errorf("%+v", a)
	}
	for _, values := range [][]string{
		nil, {""}, {"null"}, {"[]"}, {"{}"}, {"{"}, {`{"acc":"STUDENTS"}`}, {`{"user":"042"}`},
		{`{"acc":"CHAMADA","user":"x"}`}, {`{"acc":"SYS","user":"x"}`},
		{`{"acc":"","user":"x"}`}, {`{"acc":"STUDENTS","user":"ana"}`},
		{`{"acc":"TEACHERS","user":"*"}`}, {`{"acc":"TEACHERS","user":"a.b"}`},
		{`{"acc":"ADMINS","user":""}`}, {`{"acc":["ADMINS"],"user":"x"}`},
		{`{"acc":"ADMINS","user":"x"}{}`},
		{`{"acc":"TEACHERS","user":"x"}`, `{"acc":"TEACHERS","user":"x"}`},
		{`{"acc":"TEACHERS","user":"x","name":"` + strings.Repeat("x", 10<<10) + `"}`},
	} {
		if a := of(values...); !a.Nobody() {
			t.Errorf("%.80q is %+v", values, a)
		}
	}
	if a := identity.Of(&nats.Msg{}); !a.Nobody() {
		t.Errorf("%+v", a)
	}
	if a := identity.OfRequest(nil); !a.Nobody() {
		t.Errorf("%+v", a)
	}
}

func FuzzOf(f *testing.F) {
	f.Add("x", "y", `{"acc":"STUDENTS","user":"042"}`)
	f.Add(info, `{"acc":"ADMINS","user":"x"}`, `{"acc":"TEACHERS","user":"x","user":"y"}`)
	f.Fuzz(func(t *testing.T, name, value, text string) {
		m := &nats.Msg{Header: nats.Header{info: {text}}}
		m.Header[name] = append(m.Header[name], value)
		a := identity.Of(m)
		if a.Nobody() {
			return
		}
		if identity.CheckLogin(a.Role, a.Login) != nil || strings.Contains(name+value, info) {
			t.Fatalf("%q: %q, %q is %+v", name, value, text, a)
		}
	})
}
