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
	projector.sees(`▀.*▄.*Turma 3030: código \d{3} \d{3}`)
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
