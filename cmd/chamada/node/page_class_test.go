package node_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// upload sends a class list as a page of the same site does.
func (b browser) upload(t *testing.T, path, content string,
	change ...func(*http.Request)) (*http.Response, string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", "turma.csv")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.Write([]byte(content))
	_ = form.Close()
	return b.do(t, http.MethodPost, path, body.String(),
		append([]func(*http.Request){func(r *http.Request) {
			r.Header.Set("Content-Type", form.FormDataContentType())
			r.Header.Set("Origin", b.at)
		}}, change...)...)
}

const classPath = "/professor/3030/turma"

// TestPageClassList has a file written only as it was shown, over what it was compared with.
func TestPageClassList(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	nc := natstest.Connect(t, m.ClientURL())
	teacher := newBrowser(t, m.WebURL())
	_, shown := teacher.upload(t, classPath, "matrícula;nome\n010;<i>Ana\n011;José\n")
	if !strings.Contains(shown, "010 · &lt;i&gt;Ana") || strings.Contains(shown, "<i>") {
		t.Fatalf("shown is %s", shown)
	}
	write := url.Values{"proposal": {field(t, shown, "proposal")}, "id": {field(t, shown, "id")}}
	none, err := nc.Request(subjects.ClassGet, []byte(`{"class":3030}`), natstest.Patience)
	if err != nil || !strings.Contains(string(none.Data), "no_class") {
		t.Errorf("what was shown is written: %v %s", err, none.Data)
	}
	for range 2 { // a second finger on the button gets the same answer
		if _, text := teacher.send(t, "/professor/3030/gravar",
			write); !strings.Contains(text, "Lista gravada") {
			t.Fatalf("it is not written: %s", text)
		}
	}
	write.Set("id", "another-request-of-it-000")
	if _, text := teacher.send(t, "/professor/3030/gravar",
		write); !strings.Contains(text, "A lista mudou enquanto isso") {
		t.Errorf("an old comparison is written: %s", text)
	}
	for name, forged := range map[string]url.Values{
		"/professor/3030/gravar": {"proposal": {"AAAA"}},
		"/professor/3031/gravar": {"proposal": {write.Get("proposal")}},
	} {
		if _, text := teacher.send(t, name, forged); !strings.Contains(text,
			"Não se sabe o que gravar") {
			t.Errorf("%s takes %v: %s", name, forged, text)
		}
	}
}

// TestPageClassListOfOthers says to a teacher of another class that they may not see the list, and
// not that there is none.
func TestPageClassListOfOthers(t *testing.T) {
	t.Parallel()
	s, _ := keptSchool(t)
	_, text := s.enters(t, "/professor", "davi").visit(t, classPath)
	if !strings.Contains(text, "de outro professor") || strings.Contains(text, "não tem lista") {
		t.Errorf("another teacher is told %s", text)
	}
	_, text = s.enters(t, "/professor", "clara").visit(t, classPath)
	if strings.Contains(text, "outro professor") || !strings.Contains(text, "alunos") {
		t.Errorf("the teacher of the class is told %s", text)
	}
}

// TestPageClassListAttacked sends what is no list, too much, and from another site.
func TestPageClassListAttacked(t *testing.T) {
	t.Parallel()
	m := startPage(t)
	teacher := newBrowser(t, m.WebURL())
	if _, text := teacher.send(t, classPath, nil); !strings.Contains(text, "Falta o arquivo") {
		t.Errorf("no file: %s", text)
	}
	if _, text := teacher.upload(t, classPath,
		strings.Repeat("x", 3<<20)); !strings.Contains(text, "passa de 2 MiB") {
		t.Errorf("too large: %s", text)
	}
	if _, text := teacher.upload(t, classPath, "%PDF-1.4"); !strings.Contains(text,
		"não é CSV nem XLSX") || strings.Contains(text, `name="proposal"`) {
		t.Errorf("no table: %s", text)
	}
	resp, _ := teacher.upload(t, classPath, "matrícula;nome\n010;Ana\n", func(r *http.Request) {
		r.Header.Set("Origin", "http://elsewhere.example")
	})
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("another site gets %s", resp.Status)
	}
	resp, _ = teacher.upload(t, classPath, "matrícula;nome\n010;Ana\n", func(r *http.Request) {
		r.Header.Set("X-Forwarded-For", "10.0.0.9")
	})
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("another machine gets %s", resp.Status)
	}
}
