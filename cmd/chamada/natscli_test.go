//go:build natscli

package main

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestNatsCLI runs testdata/natscli: what the README tells operators to type
// at the nats command line, which must be installed. A build tag keeps it out
// of where it is not.
func TestNatsCLI(t *testing.T) {
	testscript.Run(t, scripts(filepath.Join("testdata", "natscli")))
}
