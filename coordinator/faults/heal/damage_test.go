//go:build faults && linux

package heal

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// damage is a way to spoil a data directory.
type damage struct {
	name  string
	do    func(t *testing.T, data string)
	heals bool // it is found out; else the node is given what it lacks by NATS alone
}

// damages are what is done to a node that is stopped.
var damages = []damage{
	{"a byte of a block", func(t *testing.T, data string) { flip(t, block(t, data, 0)) }, true},
	{"the first block deleted", func(t *testing.T, data string) { remove(t, block(t, data, 0)) }, true},
	{"the last block deleted", func(t *testing.T, data string) { remove(t, block(t, data, -1)) }, true},
	{"a block cut by 700 kB", func(t *testing.T, data string) { cut(t, block(t, data, 0), 700_000) }, true},
	{"the last block cut by half", func(t *testing.T, data string) { cut(t, block(t, data, -1), 0) }, true},
	{"the checksum of the description", func(t *testing.T, data string) { flip(t, journal(data, "meta.sum")) }, true},
	{"the description", func(t *testing.T, data string) { flip(t, journal(data, "meta.inf")) }, true},
	{"the whole stream deleted", func(t *testing.T, data string) { remove(t, journal(data)) }, true},
	{"a byte of the log of replication", func(t *testing.T, data string) { flip(t, longest(t, raft(data, "S-*"))) }, true},
	{"the store deleted", func(t *testing.T, data string) { remove(t, filepath.Join(data, "jetstream")) }, true},
	{"the data directory wiped", remove, false},
}

func journal(data string, below ...string) string {
	return filepath.Join(append([]string{data, "jetstream", "CHAMADA", "streams", "CHAMADA"}, below...)...)
}

func raft(data, group string) string {
	return filepath.Join(data, "jetstream", "$SYS", "_js_", group, "msgs", "*.blk")
}

// block is a file of the journal, counted from the front or, below 0, from the end.
func block(t *testing.T, data string, i int) string {
	t.Helper()
	files, err := filepath.Glob(journal(data, "msgs", "*.blk"))
	if err != nil || len(files) == 0 {
		t.Fatal("no blocks: ", err)
	}
	number := func(file string) int {
		n, _ := strconv.Atoi(strings.TrimSuffix(filepath.Base(file), ".blk"))
		return n
	}
	slices.SortFunc(files, func(a, b string) int { return number(a) - number(b) })
	return files[(i+len(files))%len(files)]
}

// longest is the longest of some files.
func longest(t *testing.T, pattern string) (file string) {
	t.Helper()
	files, _ := filepath.Glob(pattern)
	most := int64(0)
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && info.Size() > most {
			file, most = f, info.Size()
		}
	}
	if file == "" {
		t.Fatal("no file: ", pattern)
	}
	return file
}

// flip changes one bit in the midst of a file.
func flip(t *testing.T, file string) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 1)
	_, err1 := f.ReadAt(b, info.Size()/2)
	b[0] ^= 4
	_, err2 := f.WriteAt(b, info.Size()/2)
	if err := errors.Join(err1, err2, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// cut takes bytes off the end of a file, half of it when 0 are given.
func cut(t *testing.T, file string, bytes int64) {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes == 0 {
		bytes = info.Size() / 2
	}
	if err := os.Truncate(file, max(0, info.Size()-bytes)); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

// copyTo copies a directory to a place that is not there yet.
func copyTo(t *testing.T, from, to string) {
	t.Helper()
	if out, err := exec.Command("cp", "-a", from, to).CombinedOutput(); err != nil {
		t.Fatal(fmt.Sprint(string(out), err))
	}
}
