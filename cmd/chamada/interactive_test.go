//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

const (
	enter  = "\r"
	up     = "\x1b[A"
	wipe   = "\x15" // Ctrl-U
	leave  = "\x04" // Ctrl-D
	paused = "\x1a" // Ctrl-Z
)

const forClass = "Informe o número da turma:"

// TestEndIsMeant types the number anew, which ends at once, and brings it back in
// other ways, which ask first.
func TestEndIsMeant(t *testing.T) {
	p := sit(t, 24, 80, []string{"NATS_URL=" + serving(t)}, "teacher", "3030")
	p.sees("chamada aberta em .*" + forClass)
	p.types("4040" + enter)
	p.sees("4040: chamada aberta em .*" + forClass)
	for _, recalled := range []string{up, up + "\x7f0", "\x1b[200~4040\x1b[201~"} {
		for _, no := range []string{"", "n", "4040"} {
			p.types(recalled + enter)
			p.sees(`Encerrar a chamada da turma 4040, 0 presentes\? \[s/N\]`)
			p.types(no + enter)
			p.sees("a chamada da turma 4040 continua\n" + forClass)
		}
	}
	p.types(up + enter)
	p.sees(`\[s/N\]`)
	p.types("s" + enter)
	p.sees("Turma 4040: 0 presentes.*Encerrada em .*teacher last 4040\n" + forClass)
	p.types("3030" + enter)
	p.sees("Turma 3030: 0 presentes.*Encerrada em .*" + forClass)
	p.types("5050" + enter)
	p.sees("aberta em .*" + forClass)
	p.types(up + wipe + "5050" + enter) // wholly typed anew
	p.sees("Turma 5050: 0 presentes.*Encerrada em .*" + forClass)
	p.types(leave)
	if status := p.leaves(); status != 0 {
		t.Errorf("left with %d", status)
	}
}

// TestCodeIsShownAgain opens a roll call with a code, and has its picture on the screen
// twice.
func TestCodeIsShownAgain(t *testing.T) {
	p := sit(t, 50, 120, []string{"NATS_URL=" + serving(t)}, "teacher")
	p.sees(`"3030 código" abre com um código da sala.*` + forClass)
	const shown = `█.*Turma 3030: código \d{3} \d{3}\n.*este código muda em \d+ s;.*` +
		`chamada teacher code 3030\n` + forClass
	p.types("3030 código" + enter)
	p.sees("com um código novo a cada 30 s.*" + shown)
	p.types("3030 qr" + enter)
	p.sees(shown)
	p.types("3030" + enter)
	p.sees("Turma 3030: 0 presentes.*Encerrada em .*" + forClass)
}

// TestListFitsOnAScreen ends a roll call of 57: all of it is seen on 24 rows.
func TestListFitsOnAScreen(t *testing.T) {
	env := []string{"NATS_URL=" + serving(t)}
	p := sit(t, 24, 80, env, "teacher", "3030")
	p.sees("chamada aberta em .*" + forClass)
	var students strings.Builder
	for i := range 57 {
		fmt.Fprintf(&students, "%09d\n", i)
	}
	register := exec.Command("chamada", "student", "3030")
	register.Env, register.Stdin = append(os.Environ(), env...),
		strings.NewReader(students.String())
	if out, err := register.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	p.sees("57 presentes\n" + forClass)
	p.types("?" + enter)
	p.sees("Aberta em [^\n]*\n" + forClass)
	p.types("3030" + enter)
	p.sees("Encerrada em .*" + forClass)
	list := p.sight()[strings.LastIndex(p.sight(), "Turma 3030: 57 presentes."):]
	if rows := strings.Count(list, "\n") + 1; rows > 24 {
		t.Errorf("it takes %d rows:\n%s", rows, list)
	}
	for i := range 57 {
		if !strings.Contains(list, fmt.Sprintf("%2d  %09d  ", i+1, i)) {
			t.Errorf("number %d is missing:\n%s", i+1, list)
		}
	}
}

// TestStudentAtAKeyboard writes the matrícula as people do, and goes away for a while.
func TestStudentAtAKeyboard(t *testing.T) {
	env := []string{"NATS_URL=" + serving(t)}
	teacher := sit(t, 24, 80, env, "teacher", "3030")
	teacher.sees("chamada aberta em .*" + forClass)
	p := sit(t, 24, 80, env, "student", "3030")
	p.sees("Informe seu número de matrícula:")
	p.types("19/0012345" + enter)
	p.sees("entendido como 190012345\n190012345: presença registrada .*matrícula:")
	p.types(strings.Repeat("1", 70_000) + enter)
	p.sees("erro: a linha é longa demais.*matrícula:")
	p.types("2019.1" + paused)
	// nobody stops it who could not go on
	if err := syscall.Kill(p.cmd.Process.Pid, syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	p.types(".08.003" + enter)
	p.sees("2019108003: presença registrada .*matrícula:")
}

// TestDumbTerminal leaves the editing to the system and writes no escape sequence.
func TestDumbTerminal(t *testing.T) {
	p := sit(t, 24, 80, []string{"NATS_URL=" + serving(t), "TERM=dumb"}, "teacher")
	p.sees(forClass)
	p.types("3030\n")
	p.sees("chamada aberta em .*" + forClass)
	p.types("3030\n")
	p.sees("Encerrada em .*" + forClass)
	p.types(leave)
	if status := p.leaves(); status != 0 {
		t.Errorf("left with %d", status)
	}
}
