package health

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/node"
	"github.com/chamada/chamada/coordinator/embedded"
)

const (
	healthAddress = "127.0.0.1:8222"
	healthWithin  = 3 * time.Second // an answer that takes longer is none
	maxReason     = 4 << 10         // bytes
)

// Command is "chamada health": an image without a shell has nothing
// else to ask /healthz with.
func Command(s *session.Session) *cobra.Command {
	texts := languages.In(s.Language)
	return &cobra.Command{
		Use:   "health [" + texts.address + "]",
		Short: texts.short,
		Long:  fmt.Sprintf(texts.long, healthAddress),
		Args:  cobra.ArbitraryArgs, // counted below, in the session's language
		RunE: func(cmd *cobra.Command, args []string) error {
			address := healthAddress
			if len(args) > 0 {
				address = healthTarget(args[0])
				if err := checkTarget(address, args[0], texts); err != nil {
					return err
				}
				args = args[1:]
			}
			if err := s.NoArguments(cmd, args); err != nil {
				return err
			}
			return checkHealth(cmd.Context(), cmd.OutOrStdout(), address, texts)
		},
	}
}

// healthTarget is the address in what was typed: the page's URL and a port alone are
// understood.
func healthTarget(typed string) string {
	typed = strings.TrimPrefix(strings.TrimSpace(typed), "http://")
	typed, _, _ = strings.Cut(typed, "/")
	if _, err := strconv.ParseUint(typed, 10, 16); err == nil {
		return net.JoinHostPort("127.0.0.1", typed)
	}
	return typed
}

// checkTarget is a misuse where nothing can be asked. Health is served without TLS, always.
func checkTarget(address, typed string, texts *words) error {
	if strings.HasPrefix(strings.TrimSpace(typed), "https://") {
		return session.Misuse(fmt.Sprintf(texts.notTLS, typed, healthAddress))
	}
	if _, _, err := embedded.ParseListen(address); err != nil {
		return session.Misuse(fmt.Sprintf(texts.badAddress, typed, healthAddress))
	}
	return nil
}

// checkHealth prints what /healthz says when that is "ok", or else returns it, and what
// to do where nobody, or somebody else, answers. An address of every interface, such as
// 0.0.0.0, is asked on the loopback.
func checkHealth(ctx context.Context, w io.Writer, address string, texts *words) error {
	ctx, cancel := context.WithTimeout(ctx, healthWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return &session.Problem{Subject: address, Err: unreached(err, texts),
			Hint: texts.hintNobody}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxReason))
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(string(body))
	switch {
	case resp.StatusCode == http.StatusServiceUnavailable:
		return texts.unwell(resp.Header.Get(node.HeaderCause),
			fmt.Sprintf("%s: %s", resp.Status, reason))
	case resp.StatusCode != http.StatusOK || !healthy(reason):
		return &session.Problem{Subject: address, Err: errors.New(texts.other),
			Hint: texts.hintNobody}
	}
	for line := range strings.Lines(reason) {
		if warning, ok := strings.CutPrefix(line, node.Warning); ok {
			line = texts.warned(strings.TrimSpace(warning))
		}
		fmt.Fprintln(w, strings.TrimSpace(line))
	}
	return nil
}

// unwell says why a server is not well: by its cause, where there is a sentence for it, and
// with the server's own words, which name directories, nodes and records.
func (t *words) unwell(cause, own string) error {
	said, ok := t.causes[cause]
	if !ok {
		return errors.New(own)
	}
	return errors.New(said + fmt.Sprintf(t.own, own))
}

// healthy tells whether a page of health says that all is well: that of chamada, or of a
// NATS server that it runs on.
func healthy(reason string) bool {
	return strings.HasPrefix(reason, "ok") || strings.HasPrefix(reason, `{"status":"ok"`)
}

// unreached says in the reader's language what kept the page from being asked.
func unreached(err error, texts *words) error {
	if errors.Is(err, syscall.ECONNREFUSED) {
		return errors.New(texts.nobody)
	}
	if wait, ok := errors.AsType[net.Error](err); ok && wait.Timeout() {
		return fmt.Errorf(texts.silent, healthWithin)
	}
	return err
}
