package identity

import "testing"

func BenchmarkOpens(b *testing.B) {
	r, code := &storedLogin{}, newCode()
	r.seal(code)
	for b.Loop() {
		if !r.opens(code.Reveal()) {
			b.Fatal("the code does not open")
		}
	}
}
