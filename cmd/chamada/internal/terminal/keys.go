package terminal

import (
	"bytes"
	"io"
)

const ctrlZ = 0x1A

// pasteStart is what a terminal sends before what is pasted, when asked to.
const pasteStart = "\x1b[200~"

// keys is what somebody types, watched for what a line editor takes no notice of.
type keys struct {
	from    io.Reader
	suspend func() // Ctrl-Z, which is no signal while the terminal is raw
	pasted  func()
	tail    []byte // of what was read before: too short to be a pasteStart
}

// Read never gives nothing without an error.
func (k *keys) Read(p []byte) (n int, err error) {
	for n == 0 && err == nil {
		n, err = k.from.Read(p)
		k.lookForPaste(p[:n])
		if kept := bytes.ReplaceAll(p[:n], []byte{ctrlZ}, nil); len(kept) < n {
			n = copy(p, kept)
			k.suspend()
		}
	}
	return n, err
}

func (k *keys) lookForPaste(read []byte) {
	k.tail = append(k.tail, read...)
	if bytes.Contains(k.tail, []byte(pasteStart)) {
		k.pasted()
		k.tail = k.tail[:0]
	}
	k.tail = k.tail[max(0, len(k.tail)-len(pasteStart)+1):]
}
