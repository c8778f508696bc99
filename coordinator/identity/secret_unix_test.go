//go:build unix

package identity_test

import (
	"errors"
	"os"
	"testing"

	"github.com/chamada/chamada/coordinator/identity"
)

func checkPrivate(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("it was created with mode %v", info.Mode())
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o644, 0o602} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := identity.EnsureSecret(path); !errors.Is(err, identity.ErrExposed) {
			t.Errorf("mode %v: %v", mode, err)
		}
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.EnsureSecret(path); err != nil {
		t.Error(err)
	}
}
