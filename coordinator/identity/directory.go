package identity

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	// lookEvery is how often the bucket is looked at without a word from it.
	lookEvery = 2 * time.Second
	// lookWithin bounds one look, so that a NATS that is gone is noticed.
	lookWithin = 30 * time.Second
)

// directory is all logins in memory.
type directory struct {
	store *store
	log   *slog.Logger
	// changed is told of each login that was removed, or has another role or code
	// than before, and of the role it had.
	changed func(login string, had Role)

	mu      sync.RWMutex
	records map[string]*record
	spelt   map[string]spellings // the logins of the records, by fold

	next   uint64 // sequence to go on from; of the goroutine that follows
	failed bool   // the last look has; of the goroutine that follows
	loaded chan struct{}
}

func newDirectory(s *store, log *slog.Logger, changed func(string, Role)) *directory {
	return &directory{
		store: s, log: log, changed: changed,
		records: map[string]*record{}, spelt: map[string]spellings{}, next: 1, loaded: make(chan struct{}),
	}
}

// follow keeps the directory as the bucket is, until ctx is done. After each
// signal on again it reads the whole bucket: what was away may have missed that
// a login was removed and the mark of it purged.
func (d *directory) follow(ctx context.Context, again <-chan struct{}) error {
	told := make(chan struct{}, 1)
	sub, err := d.store.nc.Subscribe(changedRoot+">", func(*nats.Msg) { poke(told) })
	if err != nil {
		return err
	}
	defer func() { _ = sub.Unsubscribe() }()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	whole := true
	for {
		err := d.look(ctx, whole)
		d.report(ctx, err)
		if err == nil && whole {
			whole = false
			d.once()
		}
		select {
		case <-told:
		case <-tick.C:
		case <-again:
			whole = true
		case <-ctx.Done():
			return nil
		}
	}
}

// once says that the directory has the whole bucket for the first time.
func (d *directory) once() {
	select {
	case <-d.loaded:
	default:
		close(d.loaded)
	}
}

// look reads what is new in the bucket, or all of it.
func (d *directory) look(ctx context.Context, whole bool) (err error) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	if !whole {
		d.next, err = d.store.scan(ctx, d.next, d.apply)
		return err
	}
	found := map[string]bool{}
	next, err := d.store.scan(ctx, 1, func(e entry) {
		found[e.login] = true
		d.apply(e)
	})
	if err != nil {
		return err
	}
	d.next = next
	for _, login := range d.without(found) {
		d.apply(entry{login: login, removed: true})
	}
	return nil
}

func (d *directory) without(found map[string]bool) (missing []string) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for login := range d.records {
		if !found[login] {
			missing = append(missing, login)
		}
	}
	return missing
}

func (d *directory) apply(e entry) {
	var now *record
	if !e.removed {
		var err error
		if now, err = decodeRecord(e.login, e.data); err != nil {
			d.log.Warn("a login in the bucket cannot be used", "login", e.login, "err", err)
		}
	}
	had := d.set(e.login, now)
	if had != nil && (now == nil || now.Role != had.Role || string(now.Hash) != string(had.Hash)) {
		d.changed(e.login, had.Role)
	}
}

// set keeps a record, or that there is none, and returns the one before. Whoever has
// come in under this spelling, for want of a login that is spelt so, has to leave.
func (d *directory) set(login string, now *record) (had *record) {
	d.mu.Lock()
	defer d.mu.Unlock()
	had = d.records[login]
	same := d.spelt[fold(login)]
	switch {
	case now == nil:
		delete(d.records, login)
		if delete(same, login); len(same) == 0 {
			delete(d.spelt, fold(login))
		}
		return had
	case same == nil:
		d.spelt[fold(login)] = spellings{login: true}
	default:
		same[login] = true
	}
	d.records[login] = now
	for other := range same {
		if had == nil && other != login {
			d.changed(other, d.records[other].Role)
		}
	}
	return had
}

// report logs when the bucket is lost and when it is there again.
func (d *directory) report(ctx context.Context, err error) {
	switch {
	case ctx.Err() != nil:
	case err != nil && !d.failed:
		d.log.Warn("the logins are not up to date", "err", err)
	case err == nil && d.failed:
		d.log.Info("the logins are up to date again")
	}
	d.failed = err != nil
}

// check is whose login it is that was typed, and the role, when code is its code. It
// takes as long when there is no such login.
func (d *directory) check(typed, code string) (login string, role Role, ok bool) {
	login, r := d.find(typed)
	if r == nil {
		nobody.opens(code)
		return "", "", false
	}
	return login, r.Role, r.opens(code)
}

// find is the login of this spelling or, when there is none, the only one of another case.
func (d *directory) find(typed string) (string, *record) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if r := d.records[typed]; r != nil {
		return typed, r
	}
	if login, ok := d.spelt[fold(typed)].only(); ok {
		return login, d.records[login]
	}
	return "", nil
}

// born is when a login was made, in milliseconds since the Unix epoch.
func (d *directory) born(login string) int64 {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if r := d.records[login]; r != nil {
		return int64(r.Since)
	}
	return 0
}

func poke(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
