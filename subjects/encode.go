package subjects

import "encoding/json"

func appendScanned(b []byte, t Time) []byte {
	if t == 0 {
		return b
	}
	b = append(b, `,"scanned":"`...)
	return append(t.append(b), '"')
}

func appendBy(b []byte, by Teacher) []byte {
	if by == "" {
		return b
	}
	b = append(b, `,"by":"`...)
	b = append(b, by...)
	return append(b, '"')
}

// appendMember appends a member of few replies, of a type that cannot fail to encode.
func appendMember(b []byte, name string, v any) []byte {
	value, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	b = append(b, `,"`...)
	b = append(b, name...)
	b = append(b, `":`...)
	return append(b, value...)
}

// appendComma appends what stands before the ith element.
func appendComma(b []byte, i int) []byte {
	if i == 0 {
		return b
	}
	return append(b, ',')
}
