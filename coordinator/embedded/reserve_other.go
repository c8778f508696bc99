//go:build !linux

package embedded

import (
	"errors"
	"os"
)

// allocate has a file take room without writing to it; the error says that it does not.
func allocate(*os.File, int64) error { return errors.ErrUnsupported }
