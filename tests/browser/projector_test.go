//go:build browser

package browser

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/chamada/chamada/tests/natstest"
)

// The picture is ≥ 80 % of the screen's short side in whole dots, the digits are ≥ 8 % of
// its height, and all of it is there without scrolling.
func TestProjectorIsReadFromAfar(t *testing.T) {
	s := newSchool(t)
	s.open()
	wall := s.projector()
	const ofFont = 0.7 // the height of a digit
	for _, screen := range [][2]int64{{1024, 768}, {1280, 720}, {1366, 768}, {1920, 1080},
		{3840, 2160}} {
		wall.do(chromedp.EmulateViewport(screen[0], screen[1]))
		short := float64(min(screen[0], screen[1]))
		side := value[float64](wall, "document.querySelector('.qr').getBoundingClientRect().width")
		modules := value[float64](wall, "document.querySelector('.qr').viewBox.baseVal.width")
		if dots := side / modules; side < 0.8*short || dots != float64(int(dots)) {
			t.Errorf("%v: a picture of %v dots, %v each module", screen, side, dots)
		}
		digits := value[float64](wall,
			"parseFloat(getComputedStyle(document.querySelector('.digits')).fontSize)")
		if digits*ofFont < 0.08*float64(screen[1]) {
			t.Errorf("%v: digits of %v dots", screen, digits)
		}
		if over := value[float64](wall, `document.querySelector('.digits').scrollWidth -
			document.querySelector('.digits').clientWidth`); over > 0 {
			t.Errorf("%v: %v dots of the digits are beside the screen", screen, over)
		}
		if hidden := value[float64](wall,
			"document.documentElement.scrollHeight - innerHeight"); hidden > 0 {
			t.Errorf("%v: %v dots are below the screen", screen, hidden)
		}
	}
}

// A projector that is cut off says so, and is live again by itself.
func TestProjectorThatIsCutOff(t *testing.T) {
	s := newSchool(t)
	s.open()
	wall := s.projector()
	s.network.Cut()
	wall.sees("sem contato, tentando")
	s.network.Mend()
	wall.sees("ao vivo")
}

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
	screen :=
		page.CaptureScreenshotParams{Clip: &page.Viewport{Width: 1280, Height: 720, Scale: scale}}
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
