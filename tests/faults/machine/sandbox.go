//go:build faults && linux

package machine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// dirVariable, in the environment, says that this is the process in the
// sandbox, and where the files are that were prepared for it.
const dirVariable = "CHAMADA_FAULTS_DIR"

// dirPrefix is followed by the id of the process that the directory is of.
const dirPrefix = "chamada-sandbox-"

// Dir is where prepare put its files, for the tests of [Sandbox].
func Dir() string { return os.Getenv(dirVariable) }

// Sandbox runs the tests of m in a second process with mounts, process ids
// and a network of its own, where nothing is but a loopback: no test beside it
// takes its ports, nobody holds on to its mounts, and when it ends, killed or
// not, the kernel ends its processes and unmounts its disks. For [testing.M]'s
// place in TestMain; prepare has the network, and a directory for what it makes.
func Sandbox(m *testing.M, prepare func(dir string) error) (status int) {
	var err error
	if Dir() == "" {
		status, err = enter(prepare)
	} else if err = furnish(); err == nil {
		return m.Run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return status
}

func enter(prepare func(dir string) error) (status int, err error) {
	if os.Geteuid() != 0 {
		return 0, errors.New("only root may break machines: it takes mounts and namespaces")
	}
	sweep()
	dir, err := os.MkdirTemp("", fmt.Sprintf("%s%d-", dirPrefix, os.Getpid()))
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := prepare(dir); err != nil {
		return 0, err
	}
	return repeat(dir)
}

// sweep removes the directories of runs that were killed. There is nothing
// else that they could have left.
func sweep() {
	prefix := filepath.Join(os.TempDir(), dirPrefix)
	dirs, _ := filepath.Glob(prefix + "*")
	for _, dir := range dirs {
		owner, _, _ := strings.Cut(strings.TrimPrefix(dir, prefix), "-")
		pid, err := strconv.Atoi(owner)
		if err == nil && errors.Is(unix.Kill(pid, 0), unix.ESRCH) {
			_ = os.RemoveAll(dir)
		}
	}
}

// repeat runs this program again, with the same arguments.
func repeat(dir string) (status int, err error) {
	program, err := os.Executable()
	if err != nil {
		return 0, err
	}
	ctx, stop := signal.NotifyContext(context.Background(), unix.SIGINT, unix.SIGTERM, unix.SIGQUIT)
	defer stop()
	cmd := exec.CommandContext(ctx, program, os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), dirVariable+"="+dir, "TMPDIR="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:   unix.CLONE_NEWPID | unix.CLONE_NEWNET,
		Unshareflags: unix.CLONE_NEWNS, // with this one, mounts are made private
		Pdeathsig:    unix.SIGKILL,
	}
	runtime.LockOSThread() // it is the thread's death that is signalled
	defer runtime.UnlockOSThread()
	err = cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.Exited() {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// furnish makes the namespaces fit to live in: /proc of these processes, and
// a loopback that is up.
func furnish() error {
	if err := unix.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("mounting /proc: %w", err)
	}
	lo, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	lo.SetUint16(unix.IFF_UP)
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer func() { _ = unix.Close(socket) }()
	return unix.IoctlIfreq(socket, unix.SIOCSIFFLAGS, lo)
}
