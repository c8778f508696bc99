package teacher

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/cmd/chamada/internal/flags"
	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/terminal"
	"github.com/chamada/chamada/subjects"
)

// codeCommand shows the room code: on a screen until Ctrl-C, elsewhere once.
func (t *teacher) codeCommand() *cobra.Command {
	var page string
	var shot *session.OneShot
	ask := func(ctx context.Context, client *clients.Client, class subjects.Class,
		opts ...clients.Option) (func(), error) {
		code, err := client.Code(ctx, class, opts...)
		if err != nil {
			return nil, t.notOpen(class, err)
		}
		if width, _ := t.Terminal.Size(); width == 0 || shot.JSON() {
			return func() { t.Terminal.Resultf(t.texts.codeNow, class, spaced(code.Code)) }, nil
		}
		return func() {}, (&projector{t, client, page}).show(ctx, code)
	}
	shot = &session.OneShot{Session: t.Session}
	cmd := t.oneShotCommand(shot, "code", t.texts.codeShort, ask)
	cmd.Flags().Var(flags.Page(&page), "web-url", t.texts.flagWebURL)
	return cmd
}

// spaced is a code as people read it, "482 913".
func spaced(code string) string { return code[:3] + " " + code[3:] }

// projector shows code and picture in place, each as long as it is the newest.
type projector struct {
	*teacher
	client *clients.Client
	page   string
}

// show returns when ctx is done, which is how a person leaves, or when there is no code
// any more. What is over is taken off the screen before the next is asked for.
func (p *projector) show(ctx context.Context, code subjects.RoomCode) (err error) {
	class := code.Class
	for err == nil {
		lines := p.draw(code)
		select {
		case <-time.After(time.Duration(code.TTL) * time.Millisecond):
		case <-ctx.Done():
			return nil
		}
		p.Terminal.Rewind(lines)
		p.Terminal.Resultf(p.texts.codeAwaited, class)
		if code, err = p.client.Code(ctx, class); ctx.Err() != nil {
			return nil
		}
		p.Terminal.Rewind(1)
	}
	return p.notOpen(class, err)
}

// draw tells how many lines it took.
func (p *projector) draw(code subjects.RoomCode) (lines int) {
	picture, err := terminal.Picture(p.scanned(code))
	if err != nil {
		picture = "" // the digits do as well
	}
	if picture != "" && p.page == "" {
		picture += p.texts.codeAlone
	}
	text := picture + p.Texts.Say(p.texts.codeNow, code.Class, spaced(code.Code))
	p.Terminal.Resultf("%s", text)
	return 1 + strings.Count(text, "\n")
}

// scanned is what the picture holds: where the page is, in capitals, as that makes a
// smaller picture; without a page the code alone.
func (p *projector) scanned(code subjects.RoomCode) string {
	if p.page == "" {
		return code.QR
	}
	return strings.ToUpper(
		fmt.Sprintf("%s/%d/%s", strings.TrimRight(p.page, "/"), code.Class, code.QR))
}
