//go:build browser

package browser

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
)

var pictures = flag.String("pictures", "", "directory that pictures of the pages are written to")

// chromium is the one browser of all tests. Each tab has a profile of its own, as a phone
// and a projector have.
var chromium context.Context

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	path, err := exec.LookPath("chromium")
	if err != nil {
		panic(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path),
		chromedp.NoSandbox,
		chromedp.Flag("lang", "pt-BR"), chromedp.Flag("accept-lang", "pt-BR"))
	allocated, kill := chromedp.NewExecAllocator(context.Background(), options...)
	defer kill()
	ctx, quit := chromedp.NewContext(allocated)
	defer quit()
	if err := chromedp.Do(ctx); err != nil {
		panic(err)
	}
	chromium = ctx
	return m.Run()
}
