//go:build browser

package browser

import (
	"bytes"
	"context"
	"image"
	"image/png"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/chamada/chamada/tests/natstest"
)

// projector is one more window of the teacher's, on the wall.
func (s *school) projector() *tab {
	s.t.Helper()
	p := s.computer("/professor/3030/projetor")
	natstest.Eventually(s.t, "the projector is live", func() bool {
		return value[string](p, "document.getElementById('link').textContent") == "ao vivo"
	})
	return p
}

// photograph is what a camera reads from the whole screen, and the digits beside it.
func (p *tab) photograph() (address, digits string) {
	p.t.Helper()
	natstest.Within(p.t, natstest.Patience, func() (err error) {
		address, err = p.read()
		return err
	})
	return address, value[string](p, "document.querySelector('.digits').textContent")
}

// read tries from ever further away, as a person walks with a phone: this reader finds
// no corners where modules are very large.
func (p *tab) read() (text string, err error) {
	for _, scale := range []float64{1, 0.5, 0.25} {
		var picture image.Image
		if picture, err = p.shot(scale); err != nil {
			return "", err
		}
		if text, err = decoded(picture); err == nil {
			return text, nil
		}
	}
	return "", err
}

// shot is the whole screen.
func (p *tab) shot(scale float64) (image.Image, error) {
	screen := page.CaptureScreenshotParams{Clip: &page.Viewport{Width: 1280, Height: 720, Scale: scale}}
	shot, err := chromedp.Run(p.ctx, chromedp.Action[[]byte](
		func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
			r, err := cdp.Call(ctx, t, page.CaptureScreenshot, screen)
			return r.Data, err
		}))
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(shot))
}

func decoded(picture image.Image) (string, error) {
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		return "", err
	}
	harder := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	found, err := qrcode.NewQRCodeReader().Decode(bits, harder)
	if err != nil {
		return "", err
	}
	return found.GetText(), nil
}
