package serve

import (
	"context"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/cmd/chamada/internal/flags"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/signals"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/cmd/chamada/node"
)

// webListen is where the page is served when nobody says otherwise.
const webListen = "127.0.0.1:8080"

// WebCommand is "chamada web", in the session's language: the page as a process of its own,
// beside a running system.
func WebCommand(s *session.Session) *cobra.Command {
	texts := languages.In(s.Language)
	cfg := node.PageConfig{Web: node.Web{Listen: webListen}, Now: time.Now}
	log := logOptions{format: "text"}
	cmd := &cobra.Command{
		Use: "web", Short: texts.webShort, Long: texts.webLong, Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			said := newLines(cmd.ErrOrStderr(), log)
			s.Terminal.Divert(said)
			s.Finally = said.Close
			cfg.Logger = slog.New(log.handler(said))
			ready := func(p *node.Page) {
				s.Terminal.Notef("listening on %s", p.URL()) // for programs, in every language
				if terminal.Is(cmd.ErrOrStderr()) {
					showPage(said, p, texts)
				}
			}
			return explainServe(s, texts, runWeb(cmd.Context(), s, cfg, ready))
		},
	}
	f := flags.Of(cmd)
	defineWebFlags(f, &cfg.Web, texts)
	f.StringVar(&cfg.TLS.Cert, "tls-cert", "", texts.tlsCert)
	f.Keep("tls-cert", flags.Wants(texts.tlsTogether, "tls-key"))
	f.StringVar(&cfg.TLS.Key, "tls-key", "", texts.tlsKey)
	f.Keep("tls-key", flags.Wants(texts.tlsTogether, "tls-cert"))
	log.define(f, texts)
	f.Fill(s.Texts.EmptyFlag, "tls-cert", "tls-key", "web-key")
	return s.Use(cmd)
}

// keepWebFlags has the flags of the page be given only where there is one: beside a coordinator
// it is off, and what was said of it would be lost.
func keepWebFlags(f *flags.Set, texts *words) {
	for _, name := range []string{"web-plain", "web-key", "web-url", "web-name"} {
		f.Keep(name, flags.OnlyBeside("web", texts.webAlone))
	}
}

// defineWebFlags are the flags of the page, beside a coordinator or alone.
func defineWebFlags(f *flags.Set, cfg *node.Web, texts *words) {
	f.Var((*address)(&cfg.Listen), "web", texts.web)
	f.BoolVar(&cfg.Plain, "web-plain", false, texts.webPlain)
	f.StringVar(&cfg.KeyFile, "web-key", "", texts.webKey)
	f.Var(flags.Page(&cfg.URL), "web-url", texts.webURL)
	f.StringSliceVar(&cfg.Names, "web-name", nil, texts.webName)
}

// runWeb serves the page until a signal stops it.
func runWeb(ctx context.Context, s *session.Session, cfg node.PageConfig,
	ready func(*node.Page)) (err error) {
	if cfg.Key, err = node.PageKey(cfg.KeyFile); err != nil {
		return err
	}
	if cfg.Seat, _, err = s.Connect(ctx); err != nil {
		return err
	}
	if s.Flags.LoggedIn() {
		cfg.LogIn = asTeacher(s.Flags)
	}
	KeepHeapFloor()
	page, err := node.StartPage(cfg)
	if err != nil {
		cfg.Seat.Close()
		return err
	}
	ready(page)
	return signals.Until(ctx, page.ReloadCertificate, func(ctx context.Context) error {
		<-ctx.Done()
		return page.Stop()
	})
}

// asTeacher connects to where flags say, as somebody else.
func asTeacher(flags connect.Flags) func(context.Context, string, string) (*nats.Conn, error) {
	flags.Creds, flags.NKey, flags.Login = "", "", nil
	return func(ctx context.Context, login, code string) (*nats.Conn, error) {
		as := flags
		as.User, as.Password = login, code
		nc, err := as.Connect(ctx, connect.Silence)
		if connect.TurnedAway(err) {
			return nil, nats.ErrAuthorization
		}
		return nc, err
	}
}
