package node

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/chamada/chamada/coordinator/audit"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/healing"
	"github.com/chamada/chamada/subjects"
)

const (
	// tellEvery is how often is looked for a mended damage that is not in the audit.
	tellEvery = time.Second
	// tellWithin bounds one try to write it.
	tellWithin = 30 * time.Second
)

// note notes for the audit that this node is about to take the others' copies.
func (p patient) note() error {
	err := healing.Note(p.cfg.DataDir, p.cfg.node(), p.damage, subjects.At(time.Now()))
	if err == nil {
		return nil
	}
	return &Error{Flag: "--data",
		Err: &embedded.Error{Code: embedded.DataNotWritable, Subject: p.cfg.DataDir, Err: err}}
}

// auditHeals has the audit tell that this node has taken the others' copies, now or before it was
// started, until ctx is done.
func (m *Main) auditHeals(ctx context.Context, nc *nats.Conn) {
	a := audit.New(nc, m.cfg.replicas())
	again := time.NewTicker(tellEvery)
	defer again.Stop()
	for said := false; ; {
		if m.healings.err() == nil && m.server.Damage() == nil {
			try, cancel := context.WithTimeout(ctx, tellWithin)
			err := healing.Tell(try, m.cfg.DataDir, a)
			cancel()
			if err != nil && !said && ctx.Err() == nil {
				m.cfg.Logger.Warn("a damage that was mended is not in the audit yet", "err", err)
			}
			said = err != nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return
		}
	}
}
