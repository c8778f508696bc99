package roster

import "strings"

// doubt looks for leading zeros that a spreadsheet has taken away.
func (r *reader) doubt() {
	r.short()
	r.twins()
}

// short doubts numbers that are shorter than at least four in five, when none of
// them begins with a zero: then nobody has written any that short.
func (r *reader) short() {
	usual, n, all := r.usualWidth()
	if n*5 < all*4 || n == all {
		return
	}
	short := r.shorter(usual)
	for _, e := range short {
		if strings.HasPrefix(e.Number, "0") {
			return
		}
	}
	for _, e := range short {
		r.Width = usual
		r.Doubts.Add(e.Line, e.Number, ErrShort)
	}
}

// usualWidth is how many digits the most numbers of students have, and how many of
// how many numbers do.
func (r *reader) usualWidth() (width, n, all int) {
	count := map[int]int{}
	for _, e := range r.Entries {
		if e.IsStudent() && isDigits(e.Number) {
			all++
			count[len(e.Number)]++
		}
	}
	for w, c := range count {
		if c > n || c == n && w > width {
			width, n = w, c
		}
	}
	return width, n, all
}

func (r *reader) shorter(width int) (short []Entry) {
	for _, e := range r.Entries {
		if e.IsStudent() && isDigits(e.Number) && len(e.Number) < width {
			short = append(short, e)
		}
	}
	return short
}

// twins doubts numbers of one name that differ in leading zeros only.
func (r *reader) twins() {
	first := map[string]Entry{}
	for _, e := range r.Entries {
		rest, ok := Unpadded(e.Number)
		if !ok {
			continue
		}
		id := rest + " " + key(e.Name)
		if before, again := first[id]; again {
			r.Doubts.Add(before.Line, before.Number, ErrZeros)
			r.Doubts.Add(e.Line, e.Number, ErrZeros)
			continue
		}
		first[id] = e
	}
}
