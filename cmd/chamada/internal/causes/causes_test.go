package causes

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/integrity"
)

var teller = Teller{texts.Portuguese}

// TestSystem has what the system says in its own types, wrapped as they come.
func TestSystem(t *testing.T) {
	opened := &fs.PathError{Op: "open", Path: "/x/y", Err: syscall.EACCES}
	bound := &net.OpError{Op: "listen", Net: "tcp",
		Err: os.NewSyscallError("bind", syscall.EADDRINUSE)}
	for _, c := range []struct {
		err  error
		want string
	}{
		{opened, "/x/y: sem permissão"},
		{fmt.Errorf("reading it: %w", opened), "reading it: open /x/y: sem permissão"},
		{syscall.ENOSPC, "não há mais espaço no disco"},
		{bound, "listen tcp: bind: o endereço já está em uso"},
		{errors.New("something else"), "something else"},
	} {
		if got := teller.Say(c.err); got != c.want {
			t.Errorf("%v: %q", c.err, got)
		}
		if got := (Teller{texts.English}).Say(c.err); got != c.err.Error() {
			t.Errorf("%v in English: %q", c.err, got)
		}
	}
}

// TestEnglishIsTheLogs: a reader of the log and the user of the command are told the same.
func TestEnglishIsTheLogs(t *testing.T) {
	for kind := range everyKind() {
		for _, last := range []uint64{0, 7, 9} {
			d := integrity.Damage{Kind: kind, File: "1.blk", Offset: 5, Bytes: 6, First: 7,
				Last: last, Err: &identity.GoneError{Logins: []string{"ana", "bia"}}}
			if got := (Teller{texts.English}).Damage(d); got != d.String() {
				t.Errorf("%q, and the log says %q", got, d)
			}
			if got := teller.Damage(d); strings.Contains(got, "record") || strings.Contains(got,
				"%!") || !strings.Contains(got, "registro") {
				t.Errorf("%q", got)
			}
		}
	}
}

func everyKind() map[integrity.Kind]bool {
	all := map[integrity.Kind]bool{}
	for kind := range english.at {
		all[kind] = true
	}
	for kind := range english.kinds {
		all[kind] = true
	}
	return all
}

// TestMany: of many damages and logins the first are told, and how many there are beside.
func TestMany(t *testing.T) {
	many := &integrity.DamagedError{Damages: make([]integrity.Damage, 8)}
	for i := range many.Damages {
		many.Damages[i] = integrity.Damage{Kind: integrity.BadMeta, File: "meta.inf"}
	}
	got := teller.Say(fmt.Errorf("around it: %w", many))
	if strings.Count(got, "meta.inf: a descrição") != 5 || !strings.HasSuffix(got, "; e mais 3") {
		t.Error(got)
	}
	got = teller.Say(&identity.GoneError{Logins: make([]string, 60)})
	if !strings.Contains(got, " e mais 10; se ") {
		t.Error(got)
	}
}
