package node

import (
	"cmp"
	"context"
	"errors"

	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal"
)

// node is the machine that the journal lies on: what was confirmed from it, and
// whether its files are there and whole.
type node struct {
	*integrity.Mark
	server *embedded.Server
}

var _ journal.Node = node{}

// Fault is what is wrong with the files.
func (n node) Fault() error { return cmp.Or(n.Here(), n.server.Damage()) }

// openNode reads how far this node has confirmed. It goes on without, if that is
// damaged: only the end of the journal cannot be vouched for then.
func (m *Main) openNode(context.Context) error {
	if m.server == nil {
		return nil
	}
	dir := m.cfg.DataDir
	if kind := embedded.Volatile(dir); kind != "" {
		m.cfg.Logger.Warn("the data directory does not outlive this machine's memory or this container: what is confirmed is lost with it", "data", dir, "file_system", kind)
	}
	mark, err := integrity.OpenMark(dir)
	if errors.Is(err, integrity.ErrDamaged) {
		m.cfg.Logger.Error("whether the end of the journal is missing cannot be told", "data", dir, "err", err)
		err = nil
	}
	if err != nil {
		return &Error{Flag: "--data", Err: &embedded.Error{Code: embedded.DataNotWritable, Subject: dir, Err: err}}
	}
	m.node = node{mark, m.server}
	m.stops = append(m.stops, mark.Close)
	return nil
}
