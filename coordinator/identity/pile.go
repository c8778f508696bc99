package identity

import "sync"

// pile is questions that nobody has looked at yet. They are taken in the order in which
// they came, until the first has waited for too long: then the newest goes first. What
// floods the pile waits in it, and who comes meanwhile does not.
type pile struct {
	mu    sync.Mutex
	asked []asked
	// come has a token for each question.
	come chan struct{}
}

func newPile() *pile { return &pile{come: make(chan struct{}, maxQueued)} }

// put adds a question, unless the pile is full: then the oldest is left to the server,
// which refuses.
func (p *pile) put(a asked) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case p.come <- struct{}{}:
	default:
		p.asked = p.asked[1:]
	}
	p.asked = append(p.asked, a)
}

// take is the next question, once a token has been had.
func (p *pile) take() (next asked) {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(p.asked) - 1
	if p.asked[0].overdue() {
		next, p.asked = p.asked[last], p.asked[:last]
		return next
	}
	next, p.asked = p.asked[0], p.asked[1:]
	return next
}
