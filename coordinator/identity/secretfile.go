package identity

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrExposed: others than the owner can read the file of the secret.
var ErrExposed = errors.New("others can read it: chmod 600, and make a new secret if they may have")

// EnsureSecret is [ReadSecret], and makes the file, readable for its owner alone,
// when it is missing. However many try at once on one machine, all get the same. The
// nodes of a cluster must be given copies of one.
func EnsureSecret(path string) (Secret, error) {
	s, err := ReadSecret(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return s, err
	}
	if err := createSecret(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return Secret{}, secretError(path, err)
	}
	return ReadSecret(path)
}

// ReadSecret reads the secret of a cluster from its file, 64 hexadecimal digits. The
// error may be [fs.ErrNotExist] or [ErrExposed].
func ReadSecret(path string) (Secret, error) {
	s, err := readSecret(path)
	if err != nil {
		return Secret{}, secretError(path, err)
	}
	return s, nil
}

func secretError(path string, err error) error {
	return fmt.Errorf("the cluster's secret %s: %w", path, err)
}

func readSecret(path string) (Secret, error) {
	f, err := os.Open(path)
	if err != nil {
		return Secret{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Secret{}, err
	}
	if exposed(info) {
		return Secret{}, ErrExposed
	}
	text, err := io.ReadAll(io.LimitReader(f, 1<<10))
	if err != nil {
		return Secret{}, err
	}
	return parseSecret(bytes.TrimSpace(text))
}

// createSecret links a finished file into place: nobody reads half of one.
func createSecret(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".secret-*") // with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(hex.EncodeToString(NewSecret().key[:]) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}
