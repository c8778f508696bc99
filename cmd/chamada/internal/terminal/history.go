package terminal

// history is what was typed before, the newest first, and knows when it was looked at.
type history struct {
	lines    []string
	keep     bool // what is read now
	recalled bool // something that is on the line was not typed there
}

// maxHistory is how many lines are kept.
const maxHistory = 100

func (h *history) Add(line string) {
	if !h.keep || line == "" || len(h.lines) > 0 && h.lines[0] == line {
		return
	}
	h.lines = append([]string{line}, h.lines[:min(len(h.lines), maxHistory-1)]...)
}

func (h *history) Len() int { return len(h.lines) }

func (h *history) At(i int) string {
	h.recalled = true
	return h.lines[i]
}

// typing is told of each key, with the line before it. Whatever was on a line that is
// empty has been wiped away.
func (h *history) typing(line string, _ int, _ rune) (string, int, bool) {
	if line == "" {
		h.recalled = false
	}
	return "", 0, false
}
