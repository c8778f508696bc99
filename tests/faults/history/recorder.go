package history

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// The names of the files of a history, in a directory of its own.
const (
	OperationsFile = "operations.jsonl"
	FaultsFile     = "faults.jsonl"
)

// Recorder keeps a history in memory and on disk, one JSON object a line as
// it happens: a test that dies leaves it behind. Any goroutine may use it.
type Recorder struct {
	began time.Time
	dir   string

	mu         sync.Mutex
	operations []Operation
	faults     []Fault
	files      [2]*os.File
	buffer     *bufio.Writer // of the operations, which are many
	err        error         // the first
}

// NewRecorder begins a history in dir.
func NewRecorder(dir string) (*Recorder, error) {
	r := &Recorder{began: time.Now(), dir: dir}
	for i, name := range []string{OperationsFile, FaultsFile} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		r.files[i] = f
	}
	r.buffer = bufio.NewWriter(r.files[0])
	return r, nil
}

// Dir is where the files are.
func (r *Recorder) Dir() string { return r.dir }

// Now is the moment on the history's clock.
func (r *Recorder) Now() time.Duration { return time.Since(r.began) }

// Operation adds an operation that is over.
func (r *Recorder) Operation(o Operation) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.operations = append(r.operations, o)
	r.write(r.buffer, o)
}

// Fault adds a fault that is healed.
func (r *Recorder) Fault(f Fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, f)
	r.write(r.files[1], f)
}

func (r *Recorder) write(w io.Writer, v any) {
	line, err := json.Marshal(v)
	if err == nil {
		_, err = w.Write(append(line, '\n'))
	}
	if r.err == nil {
		r.err = err
	}
}

// Close ends the history and gives it. The error is the first of writing it.
func (r *Recorder) Close() ([]Operation, []Fault, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	err := errors.Join(r.err, r.buffer.Flush(), r.files[0].Close(), r.files[1].Close())
	return r.operations, r.faults, err
}

// Read gives the history that is in dir.
func Read(dir string) (operations []Operation, faults []Fault, err error) {
	operations, err = readLines[Operation](filepath.Join(dir, OperationsFile))
	if err != nil {
		return nil, nil, err
	}
	faults, err = readLines[Fault](filepath.Join(dir, FaultsFile))
	return operations, faults, err
}

func readLines[T any](name string) (all []T, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	for d := json.NewDecoder(bufio.NewReader(f)); ; {
		var v T
		if err := d.Decode(&v); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
}
