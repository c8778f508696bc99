package web

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"path"

	"github.com/klauspost/compress/flate"
)

// still is what never changes of the pages that have it, a style or a script: most of a
// page's bytes.
type still struct {
	plain  []byte
	packed []byte // deflated, up to the boundary of a byte
}

// mark is what stands for a still in a page while it is made, with the still's number after
// it, from 1. No value that a page shows can have one in it: html/template writes U+FFFD for a NUL.
const mark = 0

// stills take the place of their marks when a page is sent, so that they are neither copied
// nor compressed for each page.
var stills, marks = readStills("style.css", "records.css", "projector.css", "kiosk.css",
	"form.js", "roll.js", "projector.js", "kiosk.js")

func readStills(names ...string) (all []still, marks map[string]string) {
	marks = make(map[string]string)
	for i, name := range names {
		plain, err := files.ReadFile(path.Join("templates", name))
		if err != nil {
			panic(err)
		}
		all = append(all, still{plain, packStill(plain)})
		marks[name] = string([]byte{mark, byte(i + 1)})
	}
	return all, marks
}

// marked is the mark of a style or a script.
func marked(name string) (string, error) {
	m, ok := marks[name]
	if !ok {
		return "", fmt.Errorf("%s is no still", name)
	}
	return m, nil
}

// packStill deflates what is compressed once and sent often.
func packStill(plain []byte) []byte {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Flush() // not Close, which would end the page
	}
	if err != nil { // the level is right, and a buffer takes all
		panic(err)
	}
	return out.Bytes()
}

// inPieces visits what was made of a page and, after each piece, the still that follows it;
// after the last piece there is none.
func inPieces(made []byte, visit func(piece []byte, after *still)) {
	for {
		i := bytes.IndexByte(made, mark)
		if i < 0 {
			visit(made, nil)
			return
		}
		visit(made[:i], &stills[made[i+1]-1])
		made = made[i+2:]
	}
}

// assemble appends a page as it is read.
func assemble(out *bytes.Buffer, made []byte) {
	inPieces(made, func(piece []byte, after *still) {
		out.Write(piece)
		if after != nil {
			out.Write(after.plain)
		}
	})
}

// gzipHeader says nothing but what follows.
var gzipHeader = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}

// pack appends a page as gzip: one stream, of blocks that were deflated each for itself. A
// buffer takes all that is written to it.
func pack(out *bytes.Buffer, made []byte) {
	out.Write(gzipHeader)
	sum, size := uint32(0), 0
	add := func(plain []byte) {
		sum, size = crc32.Update(sum, crc32.IEEETable, plain), size+len(plain)
	}
	inPieces(made, func(piece []byte, after *still) {
		add(piece)
		_ = flate.StatelessDeflate(out, piece, after == nil, nil)
		if after != nil {
			add(after.plain)
			out.Write(after.packed)
		}
	})
	end := binary.LittleEndian.AppendUint32(out.AvailableBuffer(), sum)
	out.Write(binary.LittleEndian.AppendUint32(end, uint32(size)))
}
