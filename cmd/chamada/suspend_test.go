//go:build unix

package main

import (
	"os/exec"
	"testing"
)

// TestPutAside stops the program with Ctrl-Z at its prompts, as one does from a shell: the
// shell finds the terminal as it was, and what was typed is there again afterwards.
func TestPutAside(t *testing.T) {
	const shell = `\$ ?`
	const cooked = ` icanon iexten echo .*`
	p := sitWith(t, 24, 80, []string{"NATS_URL=" + serving(t), "PS1=$ ", "ENV="},
		exec.Command("sh", "-i"))
	p.sees(shell)
	p.types("chamada teacher\n")
	p.sees(forClass)
	p.types("30" + paused)
	p.sees("Stopped.*" + shell)
	p.types("stty -a\n")
	p.sees("stty -a.*" + cooked + shell)
	p.types("fg\n")
	p.sees(forClass + " 30")
	p.types("30" + enter)
	p.sees("3030: chamada aberta em .*" + forClass)

	p.types(up + enter) // at a question, too
	p.sees(`\[s/N\]`)
	p.types(paused)
	p.sees("Stopped[^\n]*\n" + shell)
	p.types("fg\n")
	p.sees(`Encerrar a chamada da turma 3030, 0 presentes\? \[s/N\]`)
	p.types("s" + enter)
	p.sees("Encerrada em .*" + forClass)
	p.types(paused)
	p.sees("Stopped[^\n]*\n" + shell)
	p.types("fg\n")
	p.sees(forClass)
	p.types(leave)
	p.sees(shell)
	p.types("exit $?\n")
	if status := p.leaves(); status != 0 {
		t.Errorf("left with %d", status)
	}
}
