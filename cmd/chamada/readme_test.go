//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
)

// serving starts the program's server until the test ends, and gives its URL.
func serving(t testing.TB) (url string) {
	t.Helper()
	log := new(natstest.Log)
	cmd := exec.Command("chamada", "serve", "--data", t.TempDir(), "--listen", "127.0.0.1:0")
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	natstest.Eventually(t, "a server listens", func() bool {
		return listening.MatchString(log.String())
	})
	return listening.FindStringSubmatch(log.String())[1]
}

// asked is a question with its answer, as a transcript has them.
var asked = regexp.MustCompile(`^(Informe .*: )(\S*)$`)

// varies is what is different each time.
var varies = regexp.MustCompile(`\d\d/\d\d/\d{4}|\d\d:\d\d:\d\d|recibo \d+-\d+|nats://[0-9.:]+\d`)

// TestREADMESession lets a teacher and students type what the README's first session
// says that they do: what they see must be what stands there.
func TestREADMESession(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, session, _ := strings.Cut(string(readme), "## A session\n")
	blocks := strings.Split(session, "```\n")
	atTeacher, atStudents := typescript(t, blocks[1]), typescript(t, blocks[3])
	env := []string{"NATS_URL=" + serving(t)}
	teacher := sit(t, 60, 100, env, "teacher")
	teacher.answers(atTeacher, 1)
	students := sit(t, 60, 100, env, "student")
	for _, line := range atStudents {
		students.answers([]string{line}, 1)
		if strings.Contains(line, "presença registrada") {
			who, _, _ := strings.Cut(line, ":")
			teacher.sees("turma 3030: " + who + " às [^\n]*\nInforme o número da turma:")
		}
	}
	students.sees("já registrada [^\n]*\nInforme [^\n]*:") // before the teacher ends it
	teacher.answers(atTeacher[len(atTeacher)-countAfterSecond(atTeacher):], 1)
	teacher.sees("teacher last 3030\nInforme o número da turma:")
	compare(t, atTeacher, teacher)
	compare(t, atStudents, students)
}

// typescript is a block without the command that it begins with.
func typescript(t *testing.T, block string) []string {
	lines := strings.Split(strings.TrimRight(block, "\n"), "\n")
	if !strings.HasPrefix(lines[0], "$ ./chamada ") {
		t.Fatalf("the README's first session begins with %q", lines[0])
	}
	return lines[1:]
}

// countAfterSecond is how many lines there are from the second answer on.
func countAfterSecond(lines []string) int {
	seen := 0
	for i, line := range lines {
		if asked.MatchString(line) {
			if seen++; seen == 2 {
				return len(lines) - i
			}
		}
	}
	return 0
}

// answers gives the first answers among lines, each when it is asked for.
func (p *person) answers(lines []string, count int) {
	for _, line := range lines {
		if found := asked.FindStringSubmatch(line); found != nil && count > 0 {
			p.sees(regexp.QuoteMeta(strings.TrimRight(found[1], " ")))
			p.types(found[2] + "\r")
			count--
		} else if !strings.HasPrefix(line, "Informe") && count == 0 {
			return
		}
	}
}

// compare holds what somebody sees to what stands in the README.
func compare(t *testing.T, want []string, p *person) {
	t.Helper()
	p.sees("Informe [^\n]*:")
	same := func(s string) string {
		return varies.ReplaceAllString(strings.TrimRight(s, " \n"), "…")
	}
	got := same(p.sight())
	got = got[:max(0, strings.LastIndex(got, "\nInforme"))]
	if want := same(strings.Join(want, "\n")); !bytes.Equal([]byte(got), []byte(want)) {
		t.Errorf("the README says\n%s\n\nand people see\n%s", want, got)
	}
}
