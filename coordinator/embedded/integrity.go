package embedded

import (
	"context"
	"sync"
	"time"

	"github.com/chamada/chamada/coordinator/integrity"
)

const (
	// scrubRate is how many bytes a second are read of a store that is in use: what
	// a roll call writes and reads must not wait for it.
	scrubRate = 16 << 20
	// scrubEvery is how long a look at the whole store is followed by no other.
	scrubEvery = time.Minute
	// scrubSettle is how long what seems damaged has to become whole: a record that is
	// being written is written and synced by then.
	scrubSettle = 2 * time.Second
)

// verify looks at the files of a store that no server uses. What does not verify
// at the end of a stream may be a record that loss of power has cut: the server takes
// it away, and it was confirmed to nobody if the journal's own count agrees.
func verify(ctx context.Context, cfg Config) error {
	dir := cfg.DataDir
	report, err := integrity.Check(ctx, dir, nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return &Error{Code: DataNotReadable, Subject: dir, Err: err}
	}
	if cfg.Examine != nil {
		cfg.Examine(&report)
	}
	var damages []integrity.Damage
	for _, d := range report.Damages() {
		if d.Harmless() {
			cfg.Logger.Warn("the last record was not written to its end; it is taken away", "file",
				d.File, "bytes", d.Bytes, "after_record", d.First-1)
			continue
		}
		damages = append(damages, d)
	}
	return damaged(dir, append(damages, cfg.missing(report)...))
}

// allowDelete is for streams that an earlier version made. That it cannot is no reason not to
// start: what is deleted is then overwritten at the next start, as in that version.
func allowDelete(cfg Config) {
	if cfg.Cluster.Listen != "" || len(cfg.Erased) == 0 {
		return
	}
	changed, err := integrity.AllowDelete(cfg.DataDir, cfg.Erased)
	if err != nil {
		cfg.Logger.Warn("a stream may go on denying that messages are deleted", "err", err)
	}
	if len(changed) > 0 {
		cfg.Logger.Info("messages can be deleted from streams of an earlier version", "streams",
			changed)
	}
}

// overwrite overwrites what the server deleted and died before it could overwrite. That it cannot
// is no reason not to start: it is told, and tried again at the next start. The error is the
// context's.
func overwrite(ctx context.Context, cfg Config) error {
	all, err := integrity.Overwrite(ctx, cfg.DataDir, cfg.Erased)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		cfg.Logger.Warn("bytes of deleted messages may stand in the files", "err", err)
	}
	for _, o := range all {
		if o.Messages > 0 || o.Left > 0 {
			cfg.Logger.Info("bytes of deleted messages were left in the files, and are overwritten",
				"stream", o.Dir, "messages", o.Messages, "unfinished_files", o.Left)
		}
		if o.Err != nil {
			cfg.Logger.Warn("bytes of deleted messages may stand in the files", "stream", o.Dir,
				"err", o.Err)
		}
	}
	return nil
}

// missing is what a node has noted and does not have.
func (cfg Config) missing(report integrity.Report) []integrity.Damage {
	held, err := integrity.ReadHeld(cfg.DataDir)
	if err != nil {
		cfg.Logger.Warn("whether records are missing at the end of this node's copy cannot be told",
			"data", cfg.DataDir, "err", err)
		return nil
	}
	missing := report.Miss(held)
	if held.Stopped && len(missing) == 0 {
		held.Stopped = false // from here on records may be purged
		err = integrity.WriteHeld(cfg.DataDir, held)
	}
	if err != nil {
		cfg.Logger.Warn("noting what the store holds", "data", cfg.DataDir, "err", err)
	}
	return missing
}

// damaged is nil without damages.
func damaged(dir string, damages []integrity.Damage) error {
	if len(damages) == 0 {
		return nil
	}
	return &Error{Code: DataDamaged, Subject: dir, Err: &integrity.DamagedError{Damages: damages}}
}

// scrub looks at the store of a running server, slowly and for ever.
type scrub struct {
	server *Server
	dir    string

	mu  sync.Mutex
	now error // nil: the last look found nothing
}

// Damage is nil while all files of the store are as they were written, as far as
// they have been looked at. Otherwise it is an [*Error] with code [DataDamaged].
func (s *Server) Damage() error {
	s.scrub.mu.Lock()
	defer s.scrub.mu.Unlock()
	return s.scrub.now
}

func (s *scrub) start() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var scrubbing sync.WaitGroup
	scrubbing.Go(func() {
		for ctx.Err() == nil {
			s.look(ctx)
			pause(ctx, scrubEvery)
		}
	})
	return func() {
		cancel()
		scrubbing.Wait()
	}
}

func (s *scrub) look(ctx context.Context) {
	if s.server.Damage() != nil {
		return // nobody uses it any more
	}
	pace := func(bytes int) { pause(ctx, time.Duration(bytes)*time.Second/scrubRate) }
	settle := func() { pause(ctx, scrubSettle) }
	before := s.server.holds()
	report, err := integrity.Live(ctx, s.dir, pace, settle)
	if err != nil || s.server.Storage() != nil {
		return // stopping, or the store itself says that it cannot be written
	}
	damages := report.Damages()
	if s.server.clustered && len(missed(report, before, s.server.holds())) > 0 {
		settle() // a copy that the server itself makes anew is in order then
		before = s.server.holds()
		if report, err = integrity.Check(ctx, s.dir, pace); err == nil {
			damages = append(damages, missed(report, before, s.server.holds())...)
		}
	}
	s.set(damaged(s.dir, damages))
}

// set keeps what was found. Damage never goes by itself; a node of a cluster leaves.
func (s *scrub) set(found error) {
	if found == nil || !s.keep(found) {
		return
	}
	s.server.storage.log.Error("the files of the data directory are damaged", "data", s.dir, "err",
		found)
	if s.server.clustered {
		s.server.disableJetStream()
	}
}

func (s *scrub) keep(found error) (first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil {
		return false
	}
	s.now = found
	return true
}

// clear is for a store that another has taken the place of.
func (s *scrub) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = nil
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
