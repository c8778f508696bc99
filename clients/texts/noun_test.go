package texts

import "testing"

func TestNoun(t *testing.T) {
	n := Noun{One: "aluno", Many: "alunos"}
	for number, want := range map[int]string{0: "0 alunos", 1: "1 aluno", 2: "2 alunos"} {
		if got := n.Count(number); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
