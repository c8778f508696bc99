package session

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// FileWords are what a room says of a file that it cannot read, or may not make.
type FileWords struct {
	Exists, HintExists, None, NoPermission, Directory string
}

// ReadFile gives the first bytes of a file, or of standard input for "-", as many at most.
func ReadFile(stdin io.Reader, path string, most int64) ([]byte, error) {
	in := stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	return io.ReadAll(io.LimitReader(in, most))
}

// FileProblem is what went wrong with a file, in words where there are some, without the
// name of the operation that Go puts before it.
func FileProblem(path string, err error, words FileWords) *Problem {
	message, hint := err.Error(), ""
	if cause, ok := errors.AsType[*fs.PathError](err); ok {
		message = cause.Err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		message, hint = words.Exists, words.HintExists
	case errors.Is(err, fs.ErrNotExist):
		message = words.None
	case errors.Is(err, fs.ErrPermission):
		message = words.NoPermission
	case errors.Is(err, syscall.EISDIR) && words.Directory != "":
		message = words.Directory
	}
	return &Problem{Subject: path, Err: errors.New(message), Hint: hint}
}
