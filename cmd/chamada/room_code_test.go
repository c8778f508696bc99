//go:build unix

package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestRoomCodeAtATerminal has a teacher show the code, with its picture, and a student
// be asked for it.
func TestRoomCodeAtATerminal(t *testing.T) {
	env := []string{"NATS_URL=" + serving(t)}
	start := exec.Command("chamada", "teacher", "start", "3030", "--code-every", "120")
	start.Env = append(os.Environ(), env...)
	if out, err := start.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	projector := sit(t, 40, 80, env, "teacher", "code", "3030")
	projector.sees(`▀.*▄.*O QR tem só o código; .* --web-url URL\s+Turma 3030: código \d{3} \d{3}`)
	if !strings.Contains(projector.sight(), "\n    █▀▀▀▀▀█") {
		t.Errorf("no camera reads\n%s", projector.sight())
	}
	paged := sit(t, 40, 80, env, "teacher", "code", "3030", "--web-url", "https://escola.example")
	paged.sees(`▀.*▄.*Turma 3030: código \d{3} \d{3}`)
	if strings.Contains(paged.sight(), "--web-url") {
		t.Errorf("says that the page is not in the picture:\n%s", paged.sight())
	}
	paged.types("\x03")
	paged.leaves()
	code := regexp.MustCompile(`código (\d{3} \d{3})`).FindStringSubmatch(projector.sight())[1]
	wrong := "0" + code[1:]
	if wrong == code {
		wrong = "1" + code[1:]
	}

	p := sit(t, 24, 80, env, "student", "3030")
	p.sees("matrícula:")
	p.types("042191010" + enter)
	p.sees("Informe o código que está no projetor:")
	p.types(wrong + enter)
	p.sees("o código não confere.*Informe o código que está no projetor:")
	p.types(code + enter)
	p.sees("042191010: presença registrada .*matrícula:")
	projector.types("\x03")
	if status := projector.leaves(); status != 0 || strings.Contains(projector.sight(), "erro") {
		t.Errorf("left with %d:\n%s", status, projector.sight())
	}
}

// TestPageAtATerminal tells whoever starts a server where phones find the page, with a
// picture, and where the teacher does; and who serves it to nobody else, that no phone can.
func TestPageAtATerminal(t *testing.T) {
	serve := []string{"serve", "--data", t.TempDir(), "--listen", "127.0.0.1:0"}
	p := sit(t, 60, 100, nil, append(serve, "--web", "0.0.0.0:0", "--web-plain")...)
	p.sees(`Página do professor: http://localhost:\d+/professor\s+` +
		`Página dos celulares: http://[0-9.:]+\s+    █▀▀▀▀▀█.*`)
	p.types("\x03")
	p.leaves()
	serve[2] = t.TempDir()
	p = sit(t, 60, 100, nil, append(serve, "--web", "127.0.0.1:0")...)
	p.sees(`Página do professor: http://127.*Os celulares não chegam a esta página.*PORTA\.\s*`)
	p.types("\x03")
	p.leaves()
}
