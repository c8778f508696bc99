package serve

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/identity"
)

// firstAdmin tells the operator, once, the code of the first admin. A person at a
// terminal sees it. Where standard error is kept by something else (the journal of
// systemd, a container's log) more people may read that than may be an admin: then
// it goes into a file of the owner's. Only when there can be no file it is told
// all the same: nobody else has it, and without it nobody gets in.
type firstAdmin struct {
	stderr console
	file   string
	texts  *words
}

func (f firstAdmin) tell(admin identity.Issued) {
	login, code := admin.Login, admin.Code.Reveal()
	if f.stderr.person {
		fmt.Fprintf(f.stderr, f.texts.admin, login, code)
		return
	}
	if err := writePrivate(f.file, code+"\n"); err != nil {
		fmt.Fprintf(f.stderr, f.texts.adminUnkept, login, code, err)
		return
	}
	fmt.Fprintf(f.stderr, f.texts.adminIn, login, f.file)
}

// codeFile is where the first admin's code goes: into the data directory, or
// beside the secret where there is none.
func codeFile(cfg node.Config) string {
	dir := cfg.DataDir
	if cfg.Servers != "" {
		dir = filepath.Dir(cfg.Secret)
	}
	return filepath.Join(dir, "admin-code")
}

// writePrivate writes a file anew, readable for its owner alone.
func writePrivate(name, text string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}
