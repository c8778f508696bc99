package healing

import (
	"errors"
	"testing"
)

func TestJudge(t *testing.T) {
	patient := Patient{Node: "c", Journal: "j", Last: 90}
	a := Witness{Node: "a", Logs: []string{"S", "_meta_"}, Full: []string{"S"}, Journal: "j",
		Applied: 100, Digest: 7, DigestAt: 99}
	b := Witness{Node: "b", Logs: []string{"S", "_meta_"}, Full: []string{"_meta_"}, Journal: "j",
		Applied: 99, Digest: 7, DigestAt: 99}
	change := func(w Witness, how func(*Witness)) Witness { how(&w); return w }
	for name, c := range map[string]struct {
		all  []Witness
		want error
	}{
		"two vouch": {[]Witness{a, b}, nil},
		"digests of two ends": {[]Witness{a, change(b, func(w *Witness) {
			w.Digest, w.DigestAt = 8, 98
		})}, nil},
		"nobody":     {nil, ErrFew},
		"one":        {[]Witness{a}, ErrFew},
		"one, twice": {[]Witness{a, a}, ErrFew},
		"one is out": {[]Witness{a, change(b, func(w *Witness) {
			w.Out = "damaged"
		})}, ErrFew},
		"they differ": {[]Witness{a, change(b, func(w *Witness) {
			w.Digest = 8
		})}, ErrDiffer},
		"another journal": {[]Witness{a, change(b, func(w *Witness) {
			w.Journal = "k"
		})}, ErrAnother},
		"less than confirmed": {[]Witness{a, change(b, func(w *Witness) {
			w.Applied = 89
		})}, ErrAnother},
		"a log not led": {[]Witness{a, change(b, func(w *Witness) { w.Full = nil })}, ErrLogs},
		"a log of one only": {[]Witness{a, change(b, func(w *Witness) {
			w.Logs = append(w.Logs, "K")
		})}, ErrLogs},
	} {
		if err := MayHeal(patient, c.all); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
