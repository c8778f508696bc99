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
	crash bool // the node is killed, else stopped as a person does
}

// damages are what is done to a node that does not run.
var damages = []damage{
	{name: "a byte of a block", do: flipBlock, heals: true},
	{name: "a byte of a block, after a crash", do: flipBlock, heals: true, crash: true},
	{name: "the first block deleted", do: deleteFirst, heals: true},
	{name: "the last block deleted", do: deleteLast, heals: true},
	{name: "the last block deleted, after a crash", do: deleteLast, crash: true},
	{name: "a block cut by 700 kB", do: func(t *testing.T, data string) {
		cut(t, block(t, data, 0), 700_000)
	}, heals: true},
	{name: "the last block cut by half", do: func(t *testing.T, data string) {
		cut(t, block(t, data, -1), 0)
	}, heals: true},
	{name: "the checksum of the description", do: flipSum, heals: true},
	{name: "the description", do: func(t *testing.T, data string) {
		flip(t, journal(data, "meta.inf"))
	}, heals: true, crash: true},
	{name: "the whole stream deleted", do: func(t *testing.T, data string) {
		remove(t, journal(data))
	}, heals: true},
	{name: "a snapshot of a log", do: func(t *testing.T, data string) {
		flip(t, longest(t, raft(data, "snapshots", "snap.*")))
	}, heals: true},
	{name: "a byte of a log", do: func(t *testing.T, data string) {
		flip(t, longest(t, raft(data, "msgs", "*.blk")))
	}, heals: true, crash: true},
	{name: "the store deleted", do: func(t *testing.T, data string) {
		remove(t, filepath.Join(data, "jetstream"))
	}, heals: true},
	{name: "the data directory wiped", do: remove},
	{name: "the data directory wiped, after a crash", do: remove, crash: true},
}

func flipBlock(t *testing.T, data string)   { flip(t, block(t, data, 0)) }
func flipSum(t *testing.T, data string)     { flip(t, journal(data, "meta.sum")) }
func deleteFirst(t *testing.T, data string) { remove(t, block(t, data, 0)) }
func deleteLast(t *testing.T, data string)  { remove(t, block(t, data, -1)) }

func journal(data string, below ...string) string {
	return filepath.Join(
		append([]string{data, "jetstream", "CHAMADA", "streams", "CHAMADA"}, below...)...)
}

// raft is files of the logs of streams.
func raft(data string, below ...string) string {
	return filepath.Join(append([]string{data, "jetstream", "SYS", "_js_", "S-*"}, below...)...)
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
