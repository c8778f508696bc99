package measure

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/chamada/chamada/subjects"
)

var discard = slog.New(slog.DiscardHandler)

// phone is a student after the other on one place, each with a phone that nobody has used.
type phone struct {
	*page
	url       string
	lane      *lane
	tally     *tally
	latencies *latencies
}

// phoneClient keeps a connection for each place, and follows no redirect.
func phoneClient(load Load) *http.Client {
	return &http.Client{
		Timeout:   load.Timeout,
		Transport: &http.Transport{MaxIdleConnsPerHost: load.Clients},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
}

// run goes on until the time is over, or ctx. The error is that of opening a roll call.
func (p *phone) run(ctx context.Context) error {
	for ctx.Err() == nil && time.Now().Before(p.tally.end) {
		s, err := p.lane.next()
		if err != nil {
			return err
		}
		came := confirmed
		if err := p.visit(ctx, s); err != nil {
			came = p.tally.note(err)
		}
		p.tally.count(came, time.Now())
		p.lane.done(s, came == confirmed)
	}
	return nil
}

// visit scans the code and sends the form twice.
func (p *phone) visit(ctx context.Context, s student) error {
	code := "bare"
	if _, bare := p.lane.attendant.(nobody); !bare {
		var err error
		if code, err = p.code(ctx, s.roll.class); err != nil {
			return err
		}
	}
	form, device, err := p.get(ctx, s.roll.class, code)
	if err != nil {
		return err
	}
	form.Set("student", strconv.FormatUint(s.number(), 10))
	for range 2 {
		if err := p.post(ctx, form, device); err != nil {
			return err
		}
	}
	return nil
}

// acceptedLanguages is what a phone says that a student has.
const acceptedLanguages = "pt-BR,pt;q=0.9,en-US;q=0.8,en;q=0.7"

var hidden = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

// get reads the form, and the cookie that names the device. When coordinators are too busy
// for a ticket the code stands in the form.
func (p *phone) get(ctx context.Context, class subjects.Class, code string) (form url.Values,
	device string, err error) {
	path := fmt.Sprintf("/%d/%s", class, code)
	response, body, err := p.ask(ctx, http.MethodGet, path, "", nil)
	if err != nil {
		return nil, "", err
	}
	form = url.Values{"class": {class.String()}}
	for _, field := range hidden.FindAllStringSubmatch(body, -1) {
		form.Set(field[1], field[2])
	}
	if form.Get("id") == "" {
		return nil, "", fmt.Errorf("GET %s: %s, and no form in the page", path, response.Status)
	}
	if form.Get("ticket") == "" {
		form.Set("code", code)
	}
	device, _, _ = strings.Cut(response.Header.Get("Set-Cookie"), ";")
	return form, device, nil
}

// post sends the form; to be shown a receipt is to be registered, of which the list will
// tell.
func (p *phone) post(ctx context.Context, form url.Values, device string) error {
	response, _, err := p.ask(ctx, http.MethodPost, "/present", device,
		strings.NewReader(form.Encode()))
	if err == nil && response.StatusCode != http.StatusSeeOther {
		err = fmt.Errorf("POST /present: %s", response.Status)
	}
	return err
}

// ask is one request, whose latency counts.
func (p *phone) ask(ctx context.Context, method, path, cookie string, form io.Reader) (
	response *http.Response, body string, err error) {
	r, err := http.NewRequestWithContext(ctx, method, p.url+path, form)
	if err != nil {
		return nil, "", err
	}
	r.Header.Set("Accept-Language", acceptedLanguages)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", p.url)
		r.Header.Set("Cookie", cookie)
	}
	began := time.Now()
	if response, err = p.client.Do(r); err != nil {
		return nil, "", err
	}
	defer func() { _ = response.Body.Close() }()
	all, err := io.ReadAll(response.Body)
	if p.tally != nil && p.tally.measures(began) {
		p.latencies.observe(time.Since(began))
	}
	return response, string(all), err
}
