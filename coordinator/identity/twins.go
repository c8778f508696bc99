package identity

import (
	"cmp"
	"slices"
	"strings"
)

// Twin is a row whose login differs from one that is there in little.
type Twin struct {
	Row    Row
	Beside User
	Case   bool // in the case of letters; otherwise in leading zeros
}

// fold is a login of any case.
func fold(login string) string { return strings.ToLower(login) }

// spellings are the logins that differ in case only.
type spellings map[string]bool

// only is the one there is.
func (s spellings) only() (login string, ok bool) {
	for login = range s {
	}
	return login, len(s) == 1
}

// folded are the logins that are there, by [fold].
func folded(all map[string]placed) map[string]spellings {
	by := map[string]spellings{}
	for login, at := range all {
		if at.storedLogin != nil {
			if by[fold(login)] == nil {
				by[fold(login)] = spellings{}
			}
			by[fold(login)][login] = true
		}
	}
	return by
}

// twins are the rows that would be created beside a login much like theirs.
func twins(rows []Row, all map[string]placed) (found []Twin) {
	bySpelling, byDigits := folded(all), map[string][]string{}
	for login, at := range all {
		if at.storedLogin != nil && isNumber(login) {
			byDigits[unpadded(login)] = append(byDigits[unpadded(login)], login)
		}
	}
	for _, row := range rows {
		for login := range bySpelling[fold(row.Login)] {
			found = append(found, Twin{row, all[login].user(login), true})
		}
		if !isNumber(row.Login) {
			continue
		}
		for _, login := range byDigits[unpadded(row.Login)] {
			found = append(found, Twin{row, all[login].user(login), false})
		}
	}
	slices.SortStableFunc(found, func(a, b Twin) int {
		return cmp.Or(cmp.Compare(a.Row.Line, b.Row.Line),
			cmp.Compare(a.Beside.Login, b.Beside.Login))
	})
	return found
}

func isNumber(login string) bool { return strings.Trim(login, "0123456789") == "" }

func unpadded(login string) string { return strings.TrimLeft(login, "0") }
