package embedded

import (
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

const (
	// A peer that froze or was unplugged stays in its queue groups until it is
	// found stale, at the third ping in vain. For a client that is 15 s, within
	// the 20 s for which requests are tried again; NATS' own would be 6 minutes.
	clientPing = 5 * time.Second
	// Between servers it is 1.5 to 2 s: until then a third of the requests at the
	// other nodes are dealt to the one that stands still. To part from one that was
	// only slow costs little, it is back within a second.
	routePing     = 500 * time.Millisecond
	routePingsOut = 2

	// tlsWithin is how long a handshake may take. NATS' own 2 s are short for a
	// machine that a whole school connects to at once.
	tlsWithin = 5 * time.Second

	// maxConnections and maxSubscriptions, of one connection, keep the server from
	// running out of memory: 10,000 people at once are more for a moment, when they
	// come back from a network that was gone and the old connections are not found
	// stale yet. An idle one takes 32 KB, so all take half a gigabyte.
	maxConnections   = 16_000
	maxSubscriptions = 1_000

	// throwOut is how long it takes a server that stops to throw its clients out, and
	// notice how long they are told before. They are to be quick to go elsewhere, and
	// who stops the server is waiting.
	throwOut = 100 * time.Millisecond
	notice   = time.Millisecond

	// maxMemory bounds memory streams, in bytes. None of ours is one, and they
	// would live in the heap that the coordinator shares.
	maxMemory = 256 << 20

	// reconnectReports is of how many tries to reach a lost peer one is logged:
	// there is a try a second.
	reconnectReports = 60
)

// options are NATS' defaults, but for what is set here: a payload of 1 MiB, a
// control line of 4 KiB, 10 s to take what is sent, and 64 MiB for what was
// not taken yet. Those are of routes as well, which need that much to bring a node
// up to date. The limit of the store on disk stays NATS' own as well: three
// quarters of what it holds and what is free, together, when JetStream starts.
// It refuses at that limit, in order and at once; a limit of ours would be too
// large for one disk, which then fills up and fails, and too small for another.
func options(cfg Config) (*server.Options, error) {
	opts := new(server.Options)
	if cfg.Access != "" { // without a word it is refused
		if err := opts.ProcessConfigString(cfg.Access); err != nil {
			return nil, &Error{Code: Failed, Err: err}
		}
	}
	opts.ServerName, opts.Host, opts.Port = cfg.Name, cfg.Host, cfg.Port
	opts.Tags = cfg.Tags
	opts.NoSigs = true

	if cfg.TLS != nil {
		opts.TLS, opts.TLSConfig, opts.TLSTimeout = true, cfg.TLS, tlsWithin.Seconds()
	}

	opts.JetStream = !cfg.scout
	opts.StoreDir = cfg.DataDir // the server makes "jetstream" in it
	opts.SyncAlways = true      // an acknowledged record survives loss of power
	opts.JetStreamMaxMemory = maxMemory

	opts.MaxConn, opts.MaxSubs = maxConnections, maxSubscriptions
	opts.PingInterval = clientPing
	opts.DisableShortFirstPing = true // nats.go takes a ping for a failure to log in
	opts.LameDuckDuration, opts.LameDuckGracePeriod = throwOut, notice
	opts.MaxPingsOut = server.DEFAULT_PING_MAX_OUT
	opts.ReconnectErrorReports = reconnectReports
	if opts.Port == 0 {
		opts.Port = server.RANDOM_PORT
	}
	return opts, cfg.Cluster.apply(opts)
}
