//go:build faults && linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDiskThatIsFullLate writes a list to a file system that takes it, and finds only at
// the sync that what is below has no room. Needs root.
func TestDiskThatIsFullLate(t *testing.T) {
	below, disk := t.TempDir(), t.TempDir()
	image := filepath.Join(below, "image")
	root(t, "mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", below)
	t.Cleanup(func() { root(t, "umount", below) })
	root(t, "truncate", "--size", "64m", image)
	root(t, "mkfs.ext4", "-q", "-O", "^has_journal", image)
	root(t, "mount", "-o", "loop", image, disk)
	t.Cleanup(func() { root(t, "umount", disk) })
	// to the brim
	_ = exec.Command("dd", "if=/dev/zero", "of="+filepath.Join(below, "rest"), "bs=1k").Run()

	url := serving(t)
	says(t, url, 0, "aberta", "teacher", "start", "3030")
	out, err := os.Create(filepath.Join(disk, "presentes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd, said := exec.Command("chamada", "teacher", "end", "3030"), new(strings.Builder)
	cmd.Env = append(os.Environ(), "NATS_URL="+url, "LANG=pt_BR.UTF-8", "LC_ALL=",
		"XDG_CONFIG_HOME="+t.TempDir())
	cmd.Stdout, cmd.Stderr = out, said
	_ = cmd.Run()
	if status := cmd.ProcessState.ExitCode(); status != 1 ||
		!strings.Contains(said.String(), "não há mais espaço no disco") {
		t.Errorf("exit status %d:\n%s", status, said)
	}
	says(t, url, 0, "3030: 0 presentes", "teacher", "last", "3030")
}

func root(t *testing.T, command ...string) {
	t.Helper()
	if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v: %s", command, err, out)
	}
}
