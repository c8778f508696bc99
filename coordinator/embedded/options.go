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

	// maxMemory bounds memory streams, in bytes. None of ours is one, and they
	// would live in the heap that the coordinator shares.
	maxMemory = 256 << 20

	// reconnectReports is of how many tries to reach a lost peer one is logged:
	// there is a try a second.
	reconnectReports = 60
)

// options are NATS' defaults, a payload of 1 MiB among them, but for what is
// set here. The limit of the store on disk stays NATS' own as well: three
// quarters of what it holds and what is free, together, when JetStream starts.
// It refuses at that limit, in order and at once; a limit of ours would be too
// large for one disk, which then fills up and fails, and too small for another.
func options(cfg Config) (*server.Options, error) {
	opts := &server.Options{
		ServerName: cfg.Name,
		Host:       cfg.Host,
		Port:       cfg.Port,
		NoSigs:     true,

		JetStream:          true,
		StoreDir:           cfg.DataDir, // the server makes "jetstream" in it
		SyncAlways:         true,        // an acknowledged record survives loss of power
		JetStreamMaxMemory: maxMemory,

		PingInterval:          clientPing,
		MaxPingsOut:           server.DEFAULT_PING_MAX_OUT,
		ReconnectErrorReports: reconnectReports,
	}
	if opts.Port == 0 {
		opts.Port = server.RANDOM_PORT
	}
	return opts, cfg.Cluster.apply(opts)
}
