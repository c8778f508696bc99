package subjects

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// decode reads one field.
func (l *ClassList) decode(key string, value []byte) (err error) {
	switch key {
	case "name":
		l.Name, err = decodeName(key, "", value)
	case "teachers":
		l.Teachers, err = decodeTeachers(value)
	case "students":
		l.Students, err = decodeStudents(value)
	case "code_every":
		l.CodeEvery, err = decodeWithin(key, value, MinCodeEvery, MaxCodeEvery, 0)
	case "late_after":
		var n int
		n, err = decodeWithin(key, value, 0, MaxLateAfter, 0)
		l.LateAfter = &n
	case "hours":
		l.Hours, err = decodeWithin(key, value, 1, MaxHours, 1)
	case "keep":
		l.Keep, err = decodeKeep(value)
	case "at":
		l.At, err = decodeAt(value)
	case "zone":
		l.Zone, err = decodeZone(value)
	case "late_costs":
		l.LateCosts, err = decodeFlag(key, value)
	case "waived":
		l.Waived, err = decodeOneOf(key, value, "counts", "excluded")
	case "login":
		l.Login, err = decodeFlag(key, value)
	default:
		err = errList(fieldName(key), "%+.40q is no field of a class list; leave it out", key)
	}
	return err
}

// decodeWithin reads a whole number from low to high, or other.
func decodeWithin(key string, value []byte, low, high, other int) (int, error) {
	n, err := strconv.Atoi(string(value))
	if err != nil || !digits(string(value)) || n != other && (n < low || n > high) {
		return 0, errList(key, "%s must be a whole number from %d to %d", key, low, high)
	}
	return n, nil
}

func decodeFlag(key string, value []byte) (bool, error) {
	v, ok := decodeBool(value)
	if !ok {
		return false, errList(key, "%s must be true or false, without quotes", key)
	}
	return v, nil
}

// decodeQuoted reads a string; ok is false for anything else.
func decodeQuoted(value []byte) (s string, ok bool) {
	if value[0] != '"' {
		return "", false
	}
	s, err := text(value)
	return s, err == nil && utf8.ValidString(s)
}

func decodeOneOf(key string, value []byte, all ...string) (string, error) {
	s, ok := decodeQuoted(value)
	for _, one := range all {
		if ok && s == one {
			return s, nil
		}
	}
	return "", errList(key, "%s must be one of %q", key, all)
}

// decodeName reads a name; where says whose it is.
func decodeName(key, where string, value []byte) (string, error) {
	s, ok := decodeQuoted(value)
	if !ok || utf8.RuneCountInString(s) > MaxName || containsControl(s) {
		return "", errList(key,
			"%s%s must be a string of up to %d characters, without control characters", where, key,
			MaxName)
	}
	return s, nil
}

// containsControl tells whether s has a control character, or another end of a line.
func containsControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp)
	})
}

func decodeTeachers(value []byte) ([]Teacher, error) {
	const wrong = "teachers must be an array of up to 32 logins, each once"
	if value[0] != '[' {
		return nil, errList("teachers", wrong)
	}
	var all []Teacher
	seen := map[Teacher]bool{}
	for _, one := range elements(value) {
		login, ok := decodeQuoted(one)
		t := Teacher(login)
		if !ok || !t.Valid() || seen[t] || len(all) == MaxTeachers {
			return nil, errList("teachers", wrong)
		}
		seen[t] = true
		all = append(all, t)
	}
	return all, nil
}

func decodeKeep(value []byte) (Keep, error) {
	if on, ok := decodeBool(value); ok {
		return Keep{On: on}, nil
	}
	days, err := decodeWithin("keep", value, 1, MaxKeep, 1)
	if err != nil {
		return Keep{}, errList("keep", "keep must be true, false, or 1 to %d days", MaxKeep)
	}
	return Keep{On: true, Days: days}, nil
}

const clock = "15:04"

// ValidAt tells whether at is a time of day, "08:00".
func ValidAt(at string) bool {
	_, err := time.Parse(clock, at)
	return err == nil && len(at) == len(clock)
}

func decodeAt(value []byte) (string, error) {
	at, ok := decodeQuoted(value)
	if !ok || !ValidAt(at) {
		return "", errList("at", `at must be a time of day such as "08:00"`)
	}
	return at, nil
}

// Location is the time zone of that name, the default one's of an empty name.
func Location(zone string) (*time.Location, error) {
	if zone == "" {
		zone = DefaultZone
	}
	return time.LoadLocation(zone)
}

func decodeZone(value []byte) (string, error) {
	zone, ok := decodeQuoted(value)
	if !ok || zone == "" || zone == "Local" || len(zone) > MaxTeacher || !known(zone) {
		return "", errList("zone", "zone must be an IANA name such as %q", DefaultZone)
	}
	return zone, nil
}

func known(zone string) bool {
	_, err := time.LoadLocation(zone)
	return err == nil
}
