package embedded_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/chamada/chamada/coordinator/embedded"
)

// childDir, in the environment, makes the test program a server on that
// directory, to be killed.
const childDir = "CHAMADA_TEST_CHILD_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		runChild(dir)
		return
	}
	os.Exit(m.Run())
}

// runChild serves until its standard input is closed, so that it does not
// outlive a parent that died.
func runChild(dir string) {
	s, err := embedded.Start(context.Background(), embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(s.ClientURL())
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
}

func TestKilledServerFreesItsDirectory(t *testing.T) {
	dir := t.TempDir()
	child, url := startChild(t, dir)
	store(t, url, "presence")
	if e := refused(t,
		embedded.Config{DataDir: dir, Host: "127.0.0.1"}); e.Code != embedded.DataInUse ||
		e.PID != child.Process.Pid {
		t.Errorf("got %+v, want in use by process %d", e, child.Process.Pid)
	}

	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // says that it was killed
	s := start(t, embedded.Config{DataDir: dir, Host: "127.0.0.1"})
	if got := stored(t, s.ClientURL()); got != "presence" {
		t.Errorf("after a kill the stream holds %q", got)
	}
}

func startChild(t *testing.T, dir string) (child *exec.Cmd, url string) {
	t.Helper()
	child = exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	child.Stderr = os.Stderr
	_, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err == nil {
		url, err = bufio.NewReader(out).ReadString('\n')
	}
	if err != nil {
		t.Fatal(err)
	}
	return child, strings.TrimSpace(url)
}
