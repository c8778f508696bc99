package node

import (
	"cmp"
	"log/slog"
	"os"
	"time"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/coordinator/embedded"
	"github.com/chamada/chamada/coordinator/identity"
)

// Config is what an operator may choose.
type Config struct {
	// Servers are the URLs of an existing NATS, separated by commas. With
	// them nothing is embedded, and the next two say nothing.
	Servers string
	DataDir string // of the embedded server
	Listen  string // HOST:PORT of the embedded server, port 0 is any free one
	// Insecure may listen beyond loopback without logins or without TLS, and log in at
	// Servers of other machines without TLS.
	Insecure bool

	Auth   bool   // nobody connects without a login
	Secret string // file that the nodes of a cluster have copies of; empty is "secret" in DataDir
	// FirstAdmin is called when there was no admin and this node has made one: the
	// code is nowhere else. Nil is a code that nobody gets to know.
	FirstAdmin func(identity.Issued)

	// JournalMaxBytes bounds the journal when this node is the one to create it, for a
	// NATS account that wants that; zero is no bound.
	JournalMaxBytes int64

	TLS     TLS
	Cluster Cluster // zero: the embedded server stands alone
	// NoHeal leaves it to a person to mend a node of a cluster whose files are damaged. It
	// keeps out of the cluster either way.
	NoHeal bool

	Web Web // the page for phones and teachers; zero is off

	HTTP   string       // HOST:PORT of health and metrics, empty is off
	Logger *slog.Logger // nil is silence
	// LogLost is how many lines of the log could not be written; nil is not known.
	LogLost func() uint64
	Now     func() time.Time // nil is time.Now
}

// Cluster makes the embedded server one node of a cluster.
type Cluster struct {
	Name     string // of this node, a different one for each
	Listen   string // HOST:PORT for the other nodes
	Routes   string // nats:// URLs of the other nodes, or of all, separated by commas
	Replicas int    // of the journal; zero is 3 in a cluster, 1 outside

	Advertise string // HOST:PORT that clients are told, empty is every address of the machine
}

// clusterName is the same at every node: NATS refuses to join others.
const clusterName = "chamada"

func (c Cluster) embedded() embedded.Cluster {
	if c.Listen == "" {
		return embedded.Cluster{}
	}
	return embedded.Cluster{
		Name: clusterName, Listen: c.Listen, Routes: connect.ServerList(c.Routes),
		Advertise: c.Advertise,
	}
}

// alone tells whether there is an embedded server, and it is no node of a cluster.
func (c Config) alone() bool { return c.Servers == "" && c.Cluster.Listen == "" }

// replicas of the journal, should this node be the one to create it.
func (c Config) replicas() int {
	switch {
	case c.Cluster.Replicas != 0:
		return c.Cluster.Replicas
	case c.Cluster.Listen != "":
		return 3
	default:
		return 1
	}
}

// node is what people call this node: by its name, else that of the machine.
func (c Config) node() string {
	name, _ := os.Hostname() // without one there is nothing to tell
	return cmp.Or(c.Cluster.Name, name)
}

func (c Config) withDefaults() Config {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// check refuses what must not be started at all.
func (c Config) check() error {
	if err := c.Web.check(c.TLS); err != nil {
		return err
	}
	if c.Servers != "" {
		if _, err := connect.Servers(c.Servers, connect.Source{Name: "--server"}); err != nil {
			return &Error{Flag: "--server",
				Err: &ConnectError{Servers: New(c).PublicURL(), Err: err}}
		}
		return nil
	}
	for flag, listen := range map[string]string{"--listen": c.Listen,
		"--cluster-listen": c.Cluster.Listen} {
		if err := c.checkExposed(flag, listen); err != nil {
			return err
		}
	}
	return nil
}

func (c Config) checkExposed(flag, listen string) error {
	if listen == "" {
		return nil
	}
	host, _, err := embedded.ParseListen(listen)
	if err != nil {
		return &Error{Flag: flag, Err: err}
	}
	if embedded.Loopback(host) || c.Auth && c.TLS.Cert != "" {
		return nil
	}
	if !c.Insecure {
		return &Error{Flag: flag, Err: &ExposedError{Listen: listen, Auth: c.Auth}}
	}
	risk := "listening beyond loopback without authentication: whoever reaches this machine may " +
		"open and end roll calls, " +
		"and read the journal, so that a room code protects only behind the page"
	if c.Auth {
		risk = "listening beyond loopback without TLS: whoever is on the way reads access codes " +
			"and who is present"
	}
	c.Logger.Warn(risk, flag, listen)
	return nil
}
