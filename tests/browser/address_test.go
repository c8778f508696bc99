//go:build browser && linux

package browser

import (
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/chamada/chamada/tests/faults"
)

// The network that the test makes: the page is at one end of a cable, phones at the other.
const (
	roomName  = "chamada-sala"
	roomCable = "chamada-cabo"
	roomPage  = "10.93.77.1"
	roomHost  = "10.93.77.2"
)

// TestPlainAddress has phones come over plain HTTP to an address that no browser takes for
// its own machine, as in a room without TLS: browsers keep from such pages much of what
// they let one on localhost do. The teacher stays at the computer.
func TestPlainAddress(t *testing.T) {
	s := newSchool(t, elsewhere)
	s.open()
	wall := s.projector()
	address, _ := wall.photograph()
	if !strings.HasPrefix(address, "HTTP://"+roomPage) {
		t.Fatalf("the picture holds %s", address)
	}
	phone := s.phone(address)
	if value[bool](phone, "isSecureContext") {
		t.Fatal("the browser takes the page for a secure one")
	}
	phone.sees("Código lido")
	phone.enter("#student", "10")
	phone.press("#form button")
	phone.sees("Presença registrada")
	s.present("10")
	wall.sees("1 celular abriu a página")

	phone.visit(s.url + "/professor")
	phone.sees("só abrem nesta máquina")
	phone.visit(s.url + "/kiosk")
	phone.sees("só abrem nesta máquina")
}

// elsewhere has phones find the page at an address in a network of its own.
func elsewhere(s *school) {
	t := s.t
	ip := func(format string, args ...any) { t.Helper(); command(t, "ip "+format, args...) }
	ip("netns add %s", roomName)
	t.Cleanup(func() { ip("netns del %s", roomName) })
	ip("link add %s type veth peer name eth0 netns %s", roomCable, roomName)
	ip("addr add %s/30 dev %s", roomHost, roomCable)
	ip("link set %s up", roomCable)
	for _, c := range []string{"link set lo up", "addr add " + roomPage + "/30 dev eth0",
		"link set eth0 up"} {
		ip("-n %s %s", roomName, c)
	}
	page := "http://" + s.cfg.Web.Listen
	p, err := faults.NewProxyOn(listenIn(t, "/run/netns/"+roomName, roomPage+":0"), page)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	s.network, s.desk = p, page
}

func command(t *testing.T, format string, args ...any) {
	t.Helper()
	words := strings.Fields(fmt.Sprintf(format, args...))
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v (only root may make networks)\n%s", words, err, out)
	}
}

// listenIn listens in a network namespace: a socket stays where it was made. The thread
// that was there is given up, so that nothing else runs in it.
func listenIn(t *testing.T, namespace, address string) net.Listener {
	t.Helper()
	type made struct {
		net.Listener
		err error
	}
	result := make(chan made)
	go func() {
		runtime.LockOSThread()
		fd, err := unix.Open(namespace, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err == nil {
			err = unix.Setns(fd, unix.CLONE_NEWNET)
			_ = unix.Close(fd)
		}
		if err != nil {
			result <- made{err: err}
			return
		}
		l, err := net.Listen("tcp", address)
		result <- made{l, err}
	}()
	m := <-result
	if m.err != nil {
		t.Fatal(m.err)
	}
	return m.Listener
}
