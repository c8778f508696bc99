//go:build browser

package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// Two projectors that are loaded again, fifty times in all, show no code but the room's, and
// what was scanned before is good after.
func TestProjectorsLoadedAgain(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.open()
	left, right := s.projector(), s.projector()
	address, _ := left.photograph()
	phone := s.phone(address)
	phone.sees("Código lido")
	for range 25 {
		for _, wall := range []*tab{left, right} {
			before, err := s.teacher.Code(t.Context(), class)
			if err != nil {
				t.Fatal(err)
			}
			wall.do(chromedp.Reload())
			shown := value[string](wall, `document.querySelector('.digits').textContent`)
			after, err := s.teacher.Code(t.Context(), class)
			if err != nil {
				t.Fatal(err)
			}
			if shown != spaced(before.Code) && shown != spaced(after.Code) {
				t.Fatalf("the wall shows %s, the code is %s", shown, after.Code)
			}
		}
	}
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Presença registrada")
	s.present("10")
}

// spaced is a code as people read it.
func spaced(code string) string { return code[:3] + " " + code[3:] }
