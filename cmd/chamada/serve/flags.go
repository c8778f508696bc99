package serve

import (
	"fmt"
	"slices"

	"github.com/chamada/chamada/cmd/chamada/internal/flags"
	"github.com/chamada/chamada/cmd/chamada/node"
)

// ownServer is the rule of flags of the embedded server, where there is none.
func ownServer(texts *words) flags.Rule { return flags.NotBeside("server", texts.exclusive) }

// clustered is the rule of flags of a node that could not find the others.
func clustered(texts *words) flags.Rule {
	return flags.Together(texts.together, "name", "cluster-listen", "routes")
}

func defineServer(f *flags.Set, cfg *node.Config, texts *words) {
	f.StringVar(&cfg.DataDir, "data", cfg.DataDir, texts.data)
	f.Keep("data", ownServer(texts))
	f.Var((*address)(&cfg.Listen), "listen", texts.listen)
	f.Keep("listen", ownServer(texts))
	f.StringVarP(&cfg.Servers, "server", "s", "", texts.server)
	f.BoolVar(&cfg.Insecure, "insecure", false, texts.insecure)
	f.StringVar(&cfg.TLS.Cert, "tls-cert", "", texts.tlsCert)
	f.Keep("tls-cert", ownServer(texts), flags.Wants(texts.tlsTogether, "tls-key"))
	f.StringVar(&cfg.TLS.Key, "tls-key", "", texts.tlsKey)
	f.Keep("tls-key", ownServer(texts), flags.Wants(texts.tlsTogether, "tls-cert"))
	f.StringVar(&cfg.TLS.CA, "tls-ca", "", texts.tlsCA)
	f.Keep("tls-ca", flags.Wants(texts.tlsTogether, "tls-cert", "server"))
	f.Var((*address)(&cfg.HTTP), "http", texts.http)
	f.Var((*size)(&cfg.JournalMaxBytes), "journal-max-bytes", texts.journalMaxBytes)
}

func defineLogins(f *flags.Set, cfg *node.Config, printConfig *bool, texts *words) {
	f.BoolVar(&cfg.Auth, "auth", false, texts.auth)
	f.Keep("auth", func(g flags.Given) string {
		if (g.With("server") || g.With("print-nats-config")) && !g.With("secret") {
			return texts.secretNeeded
		}
		return ""
	})
	f.StringVar(&cfg.Secret, "secret", "", texts.secret)
	f.Keep("secret", flags.Wants(texts.secretAlone, "auth"))
	f.BoolVar(printConfig, "print-nats-config", false, texts.natsConfig)
	f.Keep("print-nats-config", flags.Wants(texts.secretAlone, "auth"))
}

func defineCluster(f *flags.Set, cfg *node.Config, texts *words) {
	c := &cfg.Cluster
	f.StringVar(&c.Name, "name", "", texts.name)
	f.Var((*address)(&c.Listen), "cluster-listen", texts.clusterListen)
	f.Var((*routes)(&c.Routes), "routes", texts.routes)
	f.Var((*address)(&c.Advertise), "advertise", texts.advertise)
	f.BoolVar(&cfg.NoHeal, "no-heal", false, texts.noHeal)
	for _, name := range []string{"name", "cluster-listen", "routes", "advertise", "no-heal"} {
		f.Keep(name, ownServer(texts), clustered(texts))
	}
	f.IntVar(&c.Replicas, "replicas", 0, texts.replicas)
	f.Keep("replicas",
		flags.Holds(texts.badReplicas, func() bool {
			return slices.Contains([]int{1, 3, 5}, c.Replicas)
		}),
		func(g flags.Given) string { // copies that there is no place for
			if c.Replicas == 1 || g.With("cluster-listen") || g.With("server") {
				return ""
			}
			return fmt.Sprintf(texts.replicasAlone, c.Replicas)
		})
}

// define declares how the operator reads the log.
func (o *logOptions) define(f *flags.Set, texts *words) {
	f.Var((*logLevel)(&o.level), "log-level", texts.logLevel)
	f.Var(&o.format, "log-format", texts.logFormat)
}
