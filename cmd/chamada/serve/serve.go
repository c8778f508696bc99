package serve

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/flags"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/signals"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/cmd/chamada/node"
)

// Command is "chamada serve", in the session's language.
func Command(s *session.Session) *cobra.Command {
	texts := languages.In(s.Language)
	cfg := node.Config{DataDir: "./chamada-data", Listen: "127.0.0.1:4222"}
	log := logOptions{format: "text"}
	var printConfig bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: texts.short,
		Args:  s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
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
			return explainServe(s, texts,
				signals.Until(cmd.Context(), m.ReloadCertificate, func(ctx context.Context) error {
					return runServe(ctx, m, func() { announce(person, m, cfg.Auth, texts) })
				}))
		},
	}
	f := flags.Of(cmd)
	defineServer(f, &cfg, texts)
	defineLogins(f, &cfg, &printConfig, texts)
	defineCluster(f, &cfg, texts)
	defineWebFlags(f, &cfg.Web, texts)
	keepWebFlags(f, texts)
	log.define(f, texts)
	f.Fill(s.Texts.EmptyFlag, "data", "server", "secret", "tls-cert", "tls-key", "tls-ca",
		"web-key")
	return cmd
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
