//go:build linux

// Command apart runs "chamada bench" on three nodes, each of the four on a machine of its own as
// far as the network can tell, with a switch between that holds every frame up: machines of one
// city, where the kernel of this one has no netem. It wants root and Linux.
//
//	go run ./.ci/apart RTT chamada bench [flags]
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const nodes = 3

// inside, in the environment, says that the process ids and mounts are this program's own.
const inside = "CHAMADA_APART"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "apart:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return errors.New("want RTT PROGRAM bench [flags], such as 1ms ./chamada bench")
	}
	rtt, err := time.ParseDuration(args[0])
	if err != nil {
		return err
	}
	if os.Getenv(inside) == "" {
		return again()
	}
	// A node asks /proc what processor time it has taken, by its process id.
	if err := unix.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("mounting /proc: %w", err)
	}
	return beside(rtt, args[1:])
}

// again runs this program in a namespace of process ids, so that no node outlives it.
func again() error {
	cmd := exec.Command("/proc/self/exe", os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), inside+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWPID,
		Unshareflags: unix.CLONE_NEWNS, // with this one, mounts are made private
		Pdeathsig:    unix.SIGKILL}
	return cmd.Run()
}

// beside runs the benchmark on the last machine, with the nodes on the others.
func beside(rtt time.Duration, command []string) error {
	dir, err := os.MkdirTemp(".", "apart-") // of the disk, not of memory
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	machines, err := newMachines(nodes + 1)
	if err != nil {
		return err
	}
	connect(machines, rtt/2)
	served, last := machines[:nodes], machines[nodes]
	program := command[0]
	for _, m := range served {
		if err := m.run(m.serve(program, dir, served).Start); err != nil {
			return err
		}
	}
	for _, m := range served {
		if err := last.run(ready(program, m)); err != nil {
			return err
		}
	}
	cmd := exec.Command(program, append(command[1:], "--server", each(served, "nats://%s:4222"),
		"--metrics", each(served, "http://%s:8222"))...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return last.run(cmd.Run)
}

// serve is a node of those on all.
func (m *machine) serve(program, dir string, all []*machine) *exec.Cmd {
	cmd := exec.Command(program, "serve", "--insecure", "--log-level", "error", "--name", m.name,
		"--data", dir+"/"+m.name, "--listen", m.address+":4222", "--http", m.address+":8222",
		"--cluster-listen", m.address+":6222", "--routes", each(all, "nats://%s:6222"))
	cmd.Stderr = os.Stderr
	return cmd
}

// ready waits until a node says that it serves, by a command: another goroutine of this process
// would ask from another network.
func ready(program string, m *machine) func() error {
	return func() error {
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
			said, err := exec.Command(program, "health", m.address+":8222").CombinedOutput()
			if err == nil {
				return nil
			}
			if time.Now().After(deadline) {
				return fmt.Errorf("%s is not ready: %w: %s", m.name, err, said)
			}
		}
	}
}

// each is a form with the address of each machine.
func each(machines []*machine, form string) string {
	var all []string
	for _, m := range machines {
		all = append(all, fmt.Sprintf(form, m.address))
	}
	return strings.Join(all, ",")
}
