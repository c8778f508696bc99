package web

import "time"

// view is what of one viewer's page is another than of the next one's.
type view struct {
	language *words
	list     string // the template of the list
	site     string
	named    bool
	coded    bool // the code is still the newest
}

// ttl is how long the code is still the newest, in milliseconds.
func (s state) ttl() int64 {
	if s.over || s.code.Code == "" {
		return 0
	}
	return max(0, s.code.TTL-time.Since(s.told).Milliseconds())
}

// drawn is what make makes of a state, once for all who see it alike. Who comes late with an
// older state has it made anew.
func (f *feed) drawn(how view, serial uint64, make func() ([]byte, error)) ([]byte, error) {
	f.drawing.Lock()
	defer f.drawing.Unlock()
	if serial < f.drawnOf {
		return make()
	}
	if serial > f.drawnOf {
		f.drawnOf = serial
		clear(f.pieces)
	}
	if known, ok := f.pieces[how]; ok {
		return known, nil
	}
	made, err := make()
	if err == nil {
		f.pieces[how] = made
	}
	return made, err
}
