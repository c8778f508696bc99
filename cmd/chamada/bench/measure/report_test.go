package measure

import "testing"

func TestHealthy(t *testing.T) {
	for name, r := range map[string]Report{
		"errors":  {Measurements: []Measurement{{Errors: 1}}},
		"refused": {Measurements: []Measurement{{Refused: 1}}},
	} {
		r.conclude(Verification{})
		if r.Healthy() {
			t.Errorf("healthy with %s", name)
		}
	}
	for _, v := range []Verification{{Missing: 1}, {Strange: 1}} {
		if r := (&Report{Verification: v}); r.Healthy() {
			t.Errorf("healthy with %+v", v)
		}
	}
}
