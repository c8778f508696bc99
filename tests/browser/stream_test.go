//go:build browser

package browser

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
)

// What a projector is told first has the code: else a phone that looks just then is sent
// to a form without it.
func TestFirstWordHasTheCode(t *testing.T) {
	s := newSchool(t)
	s.open()
	for range 20 {
		if word := s.firstWord(); !strings.Contains(word, "digits") {
			t.Fatalf("the first state has no code: %.300s", word)
		}
	}
}

func (s *school) firstWord() string {
	s.t.Helper()
	resp, err := http.Get(s.desk + "/professor/3030/eventos")
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	lines := bufio.NewReader(resp.Body)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			s.t.Fatal(err)
		}
		if data, is := strings.CutPrefix(line, "data: "); is {
			return data
		}
	}
}
