package identity_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chamada/chamada/coordinator/identity"
)

func TestSecretFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	got := make([]identity.Public, 8)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() {
			s, err := identity.EnsureSecret(path)
			if err != nil {
				t.Error(err)
				return
			}
			got[i] = s.Public()
		})
	}
	all.Wait()
	for _, p := range got {
		if p != got[0] {
			t.Error("two have created different secrets")
		}
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	if identity.NewSecret().Public() == got[0] {
		t.Error("two secrets are the same")
	}
	checkPrivate(t, path)
}

func TestBadSecretFile(t *testing.T) {
	for _, text := range []string{"", "x", "00", string(make([]byte, 64))} {
		path := filepath.Join(t.TempDir(), "secret")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := identity.EnsureSecret(path); err == nil ||
			errors.Is(err, identity.ErrExposed) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := identity.EnsureSecret(filepath.Join(t.TempDir(), "missing", "secret")); !errors.Is(
		err, os.ErrNotExist) {
		t.Error(err)
	}
}
