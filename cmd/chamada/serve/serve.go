package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/cmd/chamada/node"
)

// Command is "chamada serve", in the session's language.
func Command(s *session.Session) *cobra.Command {
	texts := serveTexts(s.Texts.English())
	cfg := node.Config{DataDir: "./chamada-data", Listen: "127.0.0.1:4222"}
	log := logOptions{format: "text"}
	var printConfig bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: texts.short,
		Args:  s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkServeFlags(cmd, texts); err != nil {
				return err
			}
			if printConfig {
				return explainServe(s, texts, printNATSConfig(cmd.OutOrStdout(), cfg))
			}
			said := newLines(cmd.ErrOrStderr(), log)
			s.Terminal.Divert(said) // the last sentence waits for nobody either
			s.Finally = said.Close
			person := console{said, terminal.Is(cmd.ErrOrStderr())}
			cfg.Logger, cfg.LogLost = slog.New(log.handler(said)), said.Lost
			cfg.FirstAdmin = firstAdmin{person, codeFile(cfg), texts}.tell
			m := node.New(cfg)
			return explainServe(s, texts, untilSignalled(cmd.Context(), m.ReloadCertificate, func(ctx context.Context) error {
				return runServe(ctx, m, func() { announce(person, m, cfg.Auth, texts) })
			}))
		},
	}
	addServeFlags(cmd, &cfg, &log, texts)
	cmd.Flags().BoolVar(&printConfig, "print-nats-config", false, texts.natsConfig)
	return cmd
}

func addServeFlags(cmd *cobra.Command, cfg *node.Config, log *logOptions, texts serveText) {
	f := cmd.Flags()
	f.StringVar(&cfg.DataDir, "data", cfg.DataDir, texts.data)
	f.Var((*address)(&cfg.Listen), "listen", texts.listen)
	f.BoolVar(&cfg.Insecure, "insecure", false, texts.insecure)
	f.BoolVar(&cfg.Auth, "auth", false, texts.auth)
	f.StringVar(&cfg.Secret, "secret", "", texts.secret)
	f.StringVar(&cfg.TLS.Cert, "tls-cert", "", texts.tlsCert)
	f.StringVar(&cfg.TLS.Key, "tls-key", "", texts.tlsKey)
	f.StringVar(&cfg.TLS.CA, "tls-ca", "", texts.tlsCA)
	f.StringVar(&cfg.Cluster.Name, "name", "", texts.name)
	f.Var((*address)(&cfg.Cluster.Listen), "cluster-listen", texts.clusterListen)
	f.Var((*routes)(&cfg.Cluster.Routes), "routes", texts.routes)
	f.Var((*address)(&cfg.Cluster.Advertise), "advertise", texts.advertise)
	f.IntVar(&cfg.Cluster.Replicas, "replicas", 0, texts.replicas)
	f.BoolVar(&cfg.NoHeal, "no-heal", false, texts.noHeal)
	f.Var((*size)(&cfg.JournalMaxBytes), "journal-max-bytes", texts.journalMaxBytes)
	f.StringVarP(&cfg.Servers, "server", "s", "", texts.server)
	f.Var((*address)(&cfg.HTTP), "http", texts.http)
	addWebFlags(f, &cfg.Web, texts)
	f.Var((*logLevel)(&log.level), "log-level", texts.logLevel)
	f.Var(&log.format, "log-format", texts.logFormat)
}

// checkServeFlags refuses flags of the embedded server where there is none,
// and a node of a cluster that could not find the others.
func checkServeFlags(cmd *cobra.Command, texts serveText) error {
	changed := cmd.Flags().Changed
	if changed("server") {
		for _, name := range []string{
			"data", "listen", "tls-cert", "tls-key", "name", "cluster-listen", "routes", "advertise", "no-heal",
		} {
			if changed(name) {
				return session.Misuse(fmt.Sprintf(texts.exclusive, name))
			}
		}
	}
	for _, name := range []string{"name", "cluster-listen", "routes"} {
		if changed("name") || changed("cluster-listen") || changed("routes") || changed("advertise") || changed("no-heal") {
			if !changed(name) {
				return session.Misuse(fmt.Sprintf(texts.together, name))
			}
		}
	}
	switch {
	case (changed("secret") || changed("print-nats-config")) && !changed("auth"):
		return session.Misuse(texts.secretAlone)
	case changed("auth") && (changed("server") || changed("print-nats-config")) && !changed("secret"):
		return session.Misuse(texts.secretNeeded)
	case changed("tls-cert") != changed("tls-key"), changed("tls-ca") && !changed("tls-cert") && !changed("server"):
		return session.Misuse(texts.tlsTogether)
	}
	return checkReplicas(cmd, texts)
}

// checkReplicas refuses copies that there is no place for.
func checkReplicas(cmd *cobra.Command, texts serveText) error {
	changed := cmd.Flags().Changed
	n, _ := cmd.Flags().GetInt("replicas")
	switch {
	case changed("replicas") && n != 1 && n != 3 && n != 5:
		return session.Misuse(texts.badReplicas)
	case n > 1 && !changed("cluster-listen") && !changed("server"):
		return session.Misuse(fmt.Sprintf(texts.replicasAlone, n))
	default:
		return nil
	}
}

// runServe serves until the context is cancelled. To be stopped while it
// still starts is a stop like any other.
func runServe(ctx context.Context, m *node.Main, announce func()) error {
	KeepHeapFloor()
	err := m.Run(ctx)
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	if err != nil {
		return err
	}
	announce()
	m.Wait(ctx)
	return m.Close()
}

// printNATSConfig is for an existing NATS; nothing is served.
func printNATSConfig(w io.Writer, cfg node.Config) error {
	text, err := cfg.NATSConfig()
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	return err
}
