package integrity

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Check reads all that the store of a data directory holds. A directory without
// a store has no streams. Pace, if not nil, is called after each file with its size in
// bytes: who must not take the disk from others waits in it. The error is the context's,
// or says that a directory could not be listed.
func Check(ctx context.Context, dataDir string, pace func(bytes int)) (Report, error) {
	if pace == nil {
		pace = func(int) {}
	}
	places, err := places(dataDir)
	if err != nil {
		return Report{}, err
	}
	report, err := interrupted(dataDir)
	if err != nil {
		return Report{}, err
	}
	for _, p := range places {
		s := Stream{Dir: relative(dataDir, p.path), Account: p.account, Name: filepath.Base(p.path)}
		r := reading{Stream: &s, dataDir: dataDir, path: p.path, pace: pace}
		if err := r.read(ctx); err != nil {
			return Report{}, err
		}
		report.Streams = append(report.Streams, s)
	}
	return report, nil
}

// Live is Check for a store that a server is using. It looks twice at what seems
// damaged: a record that is being written, or a file that the server has replaced or
// removed, is in order when the second look comes. Settle is called between the two.
func Live(ctx context.Context, dataDir string, pace func(bytes int), settle func()) (Report,
	error) {
	report, err := Check(ctx, dataDir, pace)
	if err != nil || len(report.Damages()) == 0 {
		return report, err
	}
	settle()
	again, err := Check(ctx, dataDir, pace)
	if err != nil {
		return Report{}, err
	}
	seen := make(map[string]bool)
	for _, d := range report.Damages() {
		seen[d.place()] = true
	}
	for i := range again.Streams {
		s := &again.Streams[i]
		s.Damages = slices.DeleteFunc(s.Damages, func(d Damage) bool { return !seen[d.place()] })
	}
	return again, nil
}

// place is the same in two looks at one damage, which may have become longer.
func (d Damage) place() string { return fmt.Sprint(d.File, " ", d.Offset) }

// place is where a stream or a log is.
type place struct{ account, path string }

// places finds all streams and logs, in the order of their paths. Logs are below the
// system account, whatever that is called.
func places(dataDir string) (all []place, err error) {
	store := filepath.Join(dataDir, storeDir)
	accounts, err := list(store)
	if err != nil {
		return nil, err
	}
	for _, account := range accounts {
		for _, kind := range []struct{ owner, dir string }{{"", logsDir}, {account, streamsDir}} {
			dir := filepath.Join(store, account, kind.dir)
			names, err := list(dir)
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				all = append(all, place{kind.owner, filepath.Join(dir, name)})
			}
		}
	}
	return all, nil
}

// interrupted finds what a repair leaves that did not come to its end.
func interrupted(dataDir string) (r Report, err error) {
	dirs, err := list(dataDir)
	for _, name := range dirs {
		if !strings.HasPrefix(name, repairing) {
			continue
		}
		r.Streams = append(r.Streams,
			Stream{Dir: name, Name: name, Damages: []Damage{{Kind: HalfMended, File: name}}})
	}
	return r, err
}

func (s Stream) halfMended() bool { return strings.HasPrefix(s.Dir, repairing) }

// list names the directories in a directory, none when it is not there. The server
// puts a dot before the name of a stream that it is removing.
func list(dir string) (names []string, err error) {
	entries, err := os.ReadDir(dir)
	if info, statErr := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || statErr == nil &&
		!info.IsDir() {
		return nil, nil // a file in its place the server itself refuses
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names, err
}
