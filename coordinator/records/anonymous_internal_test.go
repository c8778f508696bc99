package records

import "testing"

// TestSays holds which texts name a person: however the name is written, and only as a word.
func TestSays(t *testing.T) {
	t.Parallel()
	p := &person{student: "042191010", names: []string{"Ana", "Conceição Ávila"}}
	for text, want := range map[string]bool{
		"pedido da Ana":                     true,
		"ANA, atestado":                     true,
		"(ana)":                             true,
		"semana de provas, Anamaria":        false,
		"da semana da ana":                  true,
		"conceição ávila":                   true,
		"CONCEIÇÃO ÁVILA":                   true,
		"Conceic\u0327a\u0303o A\u0301vila": true, // accents as signs of their own
		"Conceição de Ávila":                false,
		"matrícula 042191010.":              true,
		"matrícula 1042191010":              false,
		"de 0421910101 e 042191010":         true,
		"":                                  false,
	} {
		if got := p.says(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
