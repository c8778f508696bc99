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

// Full is why there is no room but for records.
func (n node) Full() error { return n.server.Full() }

// openNode reads how far this node has confirmed. It goes on without, if that is
// damaged: only the end of the journal cannot be vouched for then.
func (m *Main) openNode(context.Context) error {
	if m.server == nil {
		return nil
	}
	dir := m.cfg.DataDir
	if kind := embedded.Volatile(dir); kind != "" {
		m.cfg.Logger.Warn(
			"the data directory does not outlive this machine's memory or this container: what "+
				"is confirmed is lost with it", "data", dir, "file_system", kind)
	}
	mark, err := m.openMark(integrity.OpenMark, "the journal")
	if err != nil {
		return err
	}
	noted, err := m.openMark(integrity.OpenRecordsMark, "the records")
	if err != nil {
		return err
	}
	m.node, m.noted = node{mark, m.server}, noted
	return nil
}

// openMark opens a note on how far this node has confirmed something.
func (m *Main) openMark(open func(string) (*integrity.Mark, error),
	of string) (*integrity.Mark, error) {
	dir := m.cfg.DataDir
	mark, err := open(dir)
	if errors.Is(err, integrity.ErrDamaged) {
		m.cfg.Logger.Error("whether the end is missing of "+of+" cannot be told", "data", dir,
			"err", err)
		err = nil
	}
	if err != nil {
		return nil, &Error{Flag: "--data",
			Err: &embedded.Error{Code: embedded.DataNotWritable, Subject: dir, Err: err}}
	}
	m.stops = append(m.stops, mark.Close)
	return mark, nil
}
