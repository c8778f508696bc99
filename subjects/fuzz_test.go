package subjects_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
)

// understood is the request's fields as encoding/json reads them, to compare
// what was decoded with.
func understood(t *testing.T, body []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))))
	d.UseNumber()
	var fields map[string]any
	if err := d.Decode(&fields); err != nil || len(body) > subjects.MaxRequest {
		t.Fatalf("%q is no request: %v", body, err)
	}
	return fields
}

func sameClass(t *testing.T, fields map[string]any, class subjects.Class) {
	t.Helper()
	if n, ok := fields["class"].(json.Number); !ok || !class.Valid() ||
		n.String() != string(encode(t, class)) {
		t.Fatalf("class %v is read as %d", fields["class"], class)
	}
}

func addRequests(f *testing.F) {
	for _, all := range [][]refusal{refusals, studentRefusals, detailRefusals} {
		for _, r := range all {
			if len(r.body) < 1<<10 { // fuzzing is slow with long seeds
				f.Add([]byte(r.body))
			}
		}
	}
	f.Add([]byte(`{"class":3030,"student":"042191010","detail":true}`))
	f.Add([]byte(`{"cl\u0061ss":3030,"stud\u0065nt":"\u0031","det\u0061il":false}`))
	f.Add([]byte(`{"x":{"class":1,"y":["}","\\\"",{}]}` + "\t,\n" + `"class" : 3030 , "class":9}`))
}

func FuzzDecodeStart(f *testing.F) {
	addRequests(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		q, err := subjects.DecodeStart(body)
		if check(t, err); err == nil {
			sameClass(t, understood(t, body), q.Class)
		}
	})
}

func FuzzDecodePresent(f *testing.F) {
	addRequests(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		q, err := subjects.DecodePresence(body)
		if check(t, err); err != nil {
			return
		}
		fields := understood(t, body)
		sameClass(t, fields, q.Class)
		text, there := fields["student"]
		if there && (text != string(q.Student) || !q.Student.Valid()) || !there && q.Student != "" {
			t.Fatalf("student %v is read as %q", text, q.Student)
		}
	})
}

func FuzzDecodeList(f *testing.F) {
	addRequests(f)
	f.Add([]byte(`{"class":3030,"last":true}`))
	f.Add([]byte(`{"class":3030,"detail":true,"after":"1000.1795370645123.1a2b"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		q, err := subjects.DecodeList(body)
		if check(t, err); err != nil {
			return
		}
		fields := understood(t, body)
		sameClass(t, fields, q.Class)
		if last, there := fields["last"]; there && last != q.Last || !there && q.Last {
			t.Fatalf("last %v is read as %t", last, q.Last)
		}
		sameAfter(t, fields, q.After)
	})
}

func FuzzDecodeOpen(f *testing.F) {
	addRequests(f)
	f.Add([]byte(`{"after":"12.0.1795370645123.3030"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		q, err := subjects.DecodeOpen(body)
		if check(t, err); err != nil {
			return
		}
		sameAfter(t, understood(t, body), q.After)
	})
}

func sameAfter(t *testing.T, fields map[string]any, read string) {
	t.Helper()
	if after, there := fields["after"]; there && after != read || !there && read != "" {
		t.Fatalf("after %v is read as %q", after, read)
	}
}

func FuzzDecodeEnd(f *testing.F) {
	addRequests(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		q, err := subjects.DecodeEnd(body)
		if check(t, err); err != nil {
			return
		}
		fields := understood(t, body)
		sameClass(t, fields, q.Class)
		if detail, there := fields["detail"]; there && detail != q.Detail || !there && q.Detail {
			t.Fatalf("detail %v is read as %t", detail, q.Detail)
		}
	})
}

func FuzzDecodeError(f *testing.F) {
	for _, seed := range []string{"", "{}", "null", `{"error":{}}`,
		`{"error":{"code":"not_open","message":"m","time":"2026-11-22T18:04:05Z","position":"1-2"}}`,
		`{"error":{"code":"conflict","message":"m","revision":7}}`,
		`{"error":{"code":"conflict","message":"m","revision":"7","line":{"student":"1"}}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		e := subjects.DecodeError(body)
		if e.Code == "" && !strings.HasPrefix(e.Message, "unexpected error reply ") {
			t.Fatalf("%q is read as %+v", body, e)
		}
		if again := subjects.DecodeError(e.Body()); e.Code != "" && writable(e.Time) &&
			writable(e.Started) && e.Now == nil && *again != *e {
			t.Fatalf("%+v has become %+v", e, again)
		}
	})
}

// writable tells whether RFC 3339 has the year of t: an offset can lead out of
// the years that it has.
func writable(t subjects.Time) bool { return int64(t) >= year0 && int64(t) <= year9999 }

func FuzzPosition(f *testing.F) {
	for _, seed := range []string{"", "1-0", "18446744073709551615-4294967295", "1--1", "-", "0-0",
		"00-01"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var p, again subjects.Position
		if p.UnmarshalText([]byte(text)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(p.String())); err != nil || again != p {
			t.Fatalf("%q is read as %s and that as %s: %v", text, p, again, err)
		}
	})
}

func FuzzTime(f *testing.F) {
	for _, seed := range []string{"", "2026-11-22T18:04:05.123Z", "2026-11-22T15:04:05-03:00",
		"0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999999-23:59",
		"2026-11-22T18:04:05,5Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := readTime(text)
		if err != nil || !writable(at) {
			return
		}
		if again, err := readTime(at.String()); err != nil || again != at ||
			len(at.String()) != len("2006-01-02T15:04:05.000Z") {
			t.Fatalf("%q is read as %s and that as %s: %v", text, at, again, err)
		}
	})
}

func FuzzParseStudent(f *testing.F) {
	for _, seed := range []string{"", "042191010", "00000000000000000000", "000000000000000000000",
		"1a", "١", "\xff", "1\r\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := subjects.ParseStudent(text)
		if check(t, err); err == nil && (string(s) != text || !s.Valid()) || err != nil &&
			(s != "" || subjects.Student(text).Valid()) {
			t.Fatalf("%q is read as %q: %v", text, s, err)
		}
	})
}
