package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestPackedPageIsTheSame compresses pages of all stills, in any order and with nothing or much
// between them, and reads what was assembled.
func TestPackedPageIsTheSame(t *testing.T) {
	var all strings.Builder
	for name := range marks {
		all.WriteString(marks[name])
	}
	for _, made := range []string{
		"", "a", marks["style.css"] + marks["form.js"], "<p>" + all.String() + "</p>",
		strings.Repeat(strings.Repeat("0123456789", 7000)+marks["kiosk.js"], 3) + "end",
	} {
		var plain, packed bytes.Buffer
		assemble(&plain, []byte(made))
		pack(&packed, []byte(made))
		r, err := gzip.NewReader(&packed)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, plain.Bytes()) {
			t.Errorf("%.20q is of %d bytes, and packed of %d: %v", made, plain.Len(), len(got), err)
		}
		if bytes.IndexByte(got, mark) >= 0 {
			t.Errorf("%.20q has a mark", made)
		}
	}
}

// TestNoValueIsAMark has NUL come in all that a student may type.
func TestNoValueIsAMark(t *testing.T) {
	for name := range marks {
		var plain bytes.Buffer
		evil := marks[name]
		if err := templates.ExecuteTemplate(&plain, "form.html", formPage{
			page: page{L: &english, Nonce: evil, Elsewise: evil}, Class: evil, Roll: evil,
			Code: evil, Student: evil, ID: evil, Problem: &Reason{What: evil, Hint: evil},
		}); err != nil {
			t.Fatal(err)
		}
		own := 0
		for _, m := range []string{marks["style.css"], marks["form.js"]} {
			own += bytes.Count(plain.Bytes(), []byte(m))
		}
		if n := bytes.Count(plain.Bytes(), []byte{mark}); own != 2 || n != 2 {
			t.Errorf("%q: %d marks, %d of them the page's, in %q", evil, n, own, plain.Bytes())
		}
	}
}

func TestAcceptsGzip(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "br, GZIP ;q=0.1": true, "gzip, deflate, br, zstd": true,
		"gzip;q=0": false, "gzip; q=0.000, br": false, "xgzip": false, "identity": false,
	} {
		r := &http.Request{Header: http.Header{"Accept-Encoding": {header}}}
		if acceptsGzip(r) != want {
			t.Errorf("%q", header)
		}
	}
}
