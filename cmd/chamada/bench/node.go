package bench

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/signals"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/cmd/chamada/serve"
)

// benchedNode is a process that serves for a benchmark, seen from that. It ends when
// its standard input does, and so with the benchmark, however that ends.
type benchedNode struct {
	urls
	cmd   *exec.Cmd
	stdin io.Closer
}

// urls are where a node serves: the line that it prints when it does.
type urls struct {
	Client string `json:"client"`
	HTTP   string `json:"http"`
}

// Program is what the nodes run: this program.
var Program = os.Executable

// startNode returns when it serves, or will not: then there is no node. What it
// has to say to people goes to stderr.
func startNode(ctx context.Context, flags []string, stderr io.Writer) (*benchedNode, error) {
	program, err := Program()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, append([]string{"bench", "node"}, flags...)...)
	cmd.Stderr = stderr
	stdin, err1 := cmd.StdinPipe()
	stdout, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	n := &benchedNode{cmd: cmd, stdin: stdin}
	defer context.AfterFunc(ctx, func() { _ = stdin.Close() })()
	if err := json.NewDecoder(stdout).Decode(&n.urls); err != nil {
		return nil, cmp.Or(n.stop(), context.Cause(ctx), err)
	}
	return n, nil
}

func (n *benchedNode) stop() error {
	_ = n.stdin.Close() // it fails when that has been done
	if err := n.cmd.Wait(); err != nil {
		return fmt.Errorf("a node of the benchmark: %w", err)
	}
	return nil
}

// nodeCommand is the node's own side. People have "chamada serve".
func nodeCommand(s *session.Session) *cobra.Command {
	cfg := node.Config{Listen: "127.0.0.1:0", HTTP: "127.0.0.1:0"}
	cmd := &cobra.Command{
		Use: "node", Hidden: true, Args: s.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			level := slog.LevelWarn
			if cfg.Cluster.Name != "" {
				level = slog.LevelError // they warn of each other while they come and go
			}
			cfg.Logger =
				slog.New(
					slog.NewTextHandler(terminal.OnScreen(cmd.ErrOrStderr()),
						&slog.HandlerOptions{Level: level}))
			return runNode(cmd.Context(), cfg, cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
	f := cmd.Flags() // of serve, and meaning the same
	f.StringVar(&cfg.DataDir, "data", "", "")
	f.StringVar(&cfg.Cluster.Name, "name", "", "")
	f.StringVar(&cfg.Cluster.Listen, "cluster-listen", "", "")
	f.StringVar(&cfg.Cluster.Routes, "routes", "", "")
	return cmd
}

// runNode serves until stdin ends. An interrupt at the terminal is for the
// benchmark, which still has roll calls to end.
func runNode(ctx context.Context, cfg node.Config, stdin io.Reader, stdout io.Writer) error {
	signals.LeaveInterruptToParent()
	ctx, end := context.WithCancel(ctx)
	go func() {
		_, _ = io.Copy(io.Discard, stdin)
		end()
	}()
	serve.KeepHeapFloor()
	m := node.New(cfg)
	if err := m.Run(ctx); err != nil {
		if errors.Is(err, ctx.Err()) {
			return nil
		}
		return err
	}
	err := json.NewEncoder(stdout).Encode(urls{m.ClientURL(), m.HTTPURL()})
	if err == nil {
		m.Wait(ctx)
	}
	return errors.Join(err, m.Close())
}
