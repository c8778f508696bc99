package natstest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Traces are the files below dir that have one of some texts, as it is, as JSON escapes it, or in
// base 64. Folders of these names are passed over.
func Traces(t testing.TB, dir string, except []string, texts ...string) (found []string) {
	t.Helper()
	all := map[string][][]byte{}
	for _, text := range texts {
		all[text] = forms(text)
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // it has gone meanwhile
		case d.IsDir() && isOneOf(except, path):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		data, err := os.ReadFile(path)
		for text, forms := range all {
			for i, form := range forms {
				if err == nil && bytes.Contains(data, form) {
					found = append(found, fmt.Sprintf("%s has form %d of %q", path, i, text))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func isOneOf(ends []string, path string) bool {
	for _, end := range ends {
		if strings.HasSuffix(path, filepath.FromSlash("/"+end)) {
			return true
		}
	}
	return false
}

// forms are a text as it may stand in a file.
func forms(text string) (all [][]byte) {
	quoted, _ := json.Marshal(text) // a string never fails
	escaped := bytes.Trim(quoted, `"`)
	var ascii strings.Builder
	for _, r := range text {
		if r < 0x80 {
			ascii.WriteRune(r)
		} else {
			fmt.Fprintf(&ascii, `\u%04x`, r)
		}
	}
	all = append(all, []byte(text), escaped, []byte(ascii.String()),
		bytes.ReplaceAll(escaped, []byte(`\u0026`), []byte("&")))
	for before := range 3 { // wherever in the triples it begins
		padded := append(make([]byte, before), text...)
		whole := base64.StdEncoding.EncodeToString(padded[:len(padded)/3*3])
		all = append(all, []byte(whole[4*((before+2)/3):]))
	}
	return all
}
