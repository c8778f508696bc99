package identity

import "sync"

// places are bounded: so many in all, and so many for each key.
type places struct {
	max, each int

	mu    sync.Mutex
	all   int
	taken map[string]int
}

func newPlaces(most, each int) *places {
	return &places{max: most, each: each, taken: map[string]int{}}
}

// take takes a place, and tells how many of the key were taken before.
func (p *places) take(key string) (before int, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	before = p.taken[key]
	if p.all >= p.max || before >= p.each {
		return before, false
	}
	p.all++
	p.taken[key]++
	return before, true
}

// give gives a place back.
func (p *places) give(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all--
	if p.taken[key]--; p.taken[key] == 0 {
		delete(p.taken, key)
	}
}
