package terminal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// WriteError is why results are not, or not all, where they should go. It is
// os.ErrClosed when standard output was closed from the beginning.
type WriteError struct{ Err error }

func (e *WriteError) Error() string { return fmt.Sprintf("standard output: %v", e.Err) }

// Unwrap makes the cause known to errors.Is and errors.As.
func (e *WriteError) Unwrap() error { return e.Err }

// results is standard output. It takes nothing more after an error: what comes behind
// a gap must not pass for the whole.
type results struct {
	file *os.File // nil in tests, which have buffers

	mu   sync.Mutex
	used bool
	err  error // a WriteError
}

func newResults(stdout io.Writer) *results {
	file, _ := stdout.(*os.File)
	return &results{file: file}
}

// to is a writer to w whose errors are kept in r.
func (r *results) to(w io.Writer) io.Writer { return &resultWriter{r, w} }

type resultWriter struct {
	*results
	w io.Writer
}

func (r *resultWriter) Write(b []byte) (n int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.used && r.file != nil && closedAtStart(r.file) {
		r.keep(os.ErrClosed)
	}
	r.used = true
	if r.err == nil {
		n, err = r.w.Write(b)
		r.keep(err)
	}
	return n, r.err
}

// keep keeps the first error; r.mu is held.
func (r *results) keep(err error) {
	if err != nil && r.err == nil {
		r.err = &WriteError{err}
	}
}

func (r *results) failure() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// close has a file on the disk, or says that it is not: some file systems find out
// then only that there is no room. Nothing is to be written any more.
func (r *results) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.used && r.file != nil {
		if info, err := r.file.Stat(); err == nil && info.Mode().IsRegular() {
			r.keep(r.file.Sync())
		}
		if err := r.file.Close(); !errors.Is(err, os.ErrClosed) {
			r.keep(err)
		}
	}
	return r.err
}

// Stdout is where those write results who do not write them line by line. Its errors
// are kept as well.
func (t *Terminal) Stdout() io.Writer { return t.stdout }

// Unwritten is a [*WriteError] once a result could not be written, nil before.
func (t *Terminal) Unwritten() error { return t.results.failure() }

// Close ends standard output, for good. The error is that of [Terminal.Unwritten], or
// that what was written did not get to the disk.
func (t *Terminal) Close() error { return t.results.close() }
