package serve

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/cmd/chamada/node"
)

// console is standard error, and whether a person looks at it.
type console struct {
	io.Writer
	person bool
}

// announce tells that it is ready: a line for programs to wait for and, for
// a person, what to type next.
func announce(w console, m *node.Main, auth bool, texts *words) {
	line := "chamada: listening on " + m.PublicURL()
	if at := m.PublicHTTPURL(); at != "" {
		line += ", health and metrics on " + at
	}
	if at := m.WebURL(); at != "" {
		line += ", page on " + at
	}
	fmt.Fprintln(w, line)
	if w.person {
		fmt.Fprintf(w, texts.next, typed(os.Args[0]), clientFlags(m.PublicURL(), auth))
		showPage(w, m.Page(), texts)
	}
}

// showPage shows a person where phones find the page, with a picture for their cameras, and
// where teachers find theirs. What nobody can reach is said to be so.
func showPage(w io.Writer, p *node.Page, texts *words) {
	if p == nil {
		return
	}
	if at := p.TeachersURL(); at != "" {
		fmt.Fprintf(w, texts.pageTeachers, at)
	} else {
		fmt.Fprint(w, texts.pageNoTeacher)
	}
	if !p.ForPhones() {
		fmt.Fprint(w, texts.pageHere)
		return
	}
	picture, err := terminal.Picture(strings.ToUpper(p.URL()))
	if err != nil {
		picture = "" // the address does as well
	}
	fmt.Fprintf(w, texts.pagePhones, p.URL(), picture)
}

// typed is how the program was called, if that can be typed again: ./chamada
// from where it was built, but not a path of "go run".
func typed(program string) string {
	if strings.HasPrefix(program, os.TempDir()) {
		return "chamada"
	}
	return program
}

// clientFlags are what clients on this machine need to find the server, nothing
// when it is where they look by themselves, and to log in.
func clientFlags(urls string, auth bool) (flags string) {
	if urls != "nats://127.0.0.1:4222" {
		flags = " --server " + urls
	}
	if auth {
		flags += " --user LOGIN"
	}
	return flags
}
