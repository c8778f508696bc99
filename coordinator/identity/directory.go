package identity

import (
	"context"
	"crypto/hmac"
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
	records map[string]*storedLogin
	spelt   map[string]spellings   // the logins of the records, by fold
	proven  map[*storedLogin]proof // of codes that were right before

	known   known     // what is noted in noteIn, which is empty when nothing is
	noteIn  string    // a data directory
	noted   bool      // what is known is
	notedAt time.Time // last

	// What follows is of the goroutine that follows the bucket.
	passing *passing

	next   uint64 // sequence to go on from
	failed bool   // the last look has
	loaded chan struct{}
}

func newDirectory(s *store, log *slog.Logger, changed func(string, Role)) *directory {
	return &directory{
		store: s, log: log, changed: changed,
		records: map[string]*storedLogin{}, spelt: map[string]spellings{},
		proven: map[*storedLogin]proof{},
		known:  known{}, noted: true, passing: newPassing(), next: 1,
		loaded: make(chan struct{}),
	}
}

// watch keeps the directory as the bucket is, until ctx is done. After each
// signal on again, and each look that failed, it reads the whole bucket: what was
// away may have missed that a login was removed and the mark of it purged, and the
// bucket may be another one, as after a restore.
func (d *directory) watch(ctx context.Context, again <-chan struct{}) error {
	told := make(chan struct{}, 1)
	sub, err := d.store.nc.Subscribe(changedRoot+">", func(*nats.Msg) { poke(told) })
	if err != nil {
		return err
	}
	defer func() { _ = sub.Unsubscribe() }()
	defer d.noteNow()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	whole := true
	for {
		err := d.look(ctx, whole)
		d.report(ctx, err)
		if whole = err != nil; !whole {
			d.once()
			d.passing.erase(ctx, d.store)
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
		d.note()
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
	d.note()
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
	d.remember(e)
	d.passing.take(e)
	var now *storedLogin
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
func (d *directory) set(login string, now *storedLogin) (had *storedLogin) {
	d.mu.Lock()
	defer d.mu.Unlock()
	had = d.records[login]
	delete(d.proven, had)
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

// find is the login of this spelling or, when there is none, the only one of another case.
func (d *directory) find(typed string) (string, *storedLogin) {
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

// isProven tells, in no time, whether typed is a record's code that was right before.
// Another may be right all the same.
func (d *directory) isProven(r *storedLogin, typed string) bool {
	d.mu.RLock()
	before, ok := d.proven[r]
	d.mu.RUnlock()
	now := proofOf(typed)
	return ok && hmac.Equal(before[:], now[:])
}

// opens tells whether typed is a record's code, and remembers it when it is.
func (d *directory) opens(r *storedLogin, login, typed string) bool {
	if !r.opens(typed) {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.records[login] == r {
		d.proven[r] = proofOf(typed)
	}
	return true
}

func poke(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
