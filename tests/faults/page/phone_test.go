//go:build faults && linux

package page_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/chamada/chamada/subjects"
)

// site is what the phones' addresses begin with: one name for all gateways.
const site = "http://chamada.escola"

// network reaches the page by one name at several gateways, as a name with several
// addresses or a balancer does.
type network struct{ lines []http.RoundTripper }

// wifi has a line to each gateway; from is the phones' own address, which may be empty.
func wifi(from string, gateways ...string) *network {
	n := new(network)
	dialer := &net.Dialer{Timeout: 2 * time.Second}
	if from != "" {
		dialer.LocalAddr = &net.TCPAddr{IP: net.ParseIP(from)}
	}
	for _, gateway := range gateways {
		n.lines = append(n.lines, &http.Transport{
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return dialer.DialContext(ctx, "tcp", gateway)
			},
			MaxIdleConnsPerHost: 50, ResponseHeaderTimeout: 12 * time.Second,
		})
	}
	return n
}

// phone is one that scans the code and answers for one student.
type phone struct {
	*network
	jar     http.CookieJar
	line    int // the gateway it is at
	student subjects.Student
	again   int // how often it had to try again
}

func (n *network) phone(line int, student subjects.Student) *phone {
	jar, _ := cookiejar.New(nil) // it never fails
	return &phone{network: n, jar: jar, line: line, student: student}
}

// at asks one gateway, and follows no redirect.
func (p *phone) at(line int, method, path string, form url.Values) (
	response *http.Response, page string, err error) {
	r, err := http.NewRequest(method, site+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, "", err
	}
	r.Header.Set("Accept-Language", "en")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", site)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client := http.Client{Transport: p.lines[line%len(p.lines)], Jar: p.jar, CheckRedirect: stay}
	response, err = client.Do(r)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return response, string(body), err
}

// patiently tries until it is answered, at another gateway each time, with the waits of the
// page's own script.
func (p *phone) patiently(try func(line int) error) error {
	wait := 500 * time.Millisecond
	for tries := 0; ; tries++ {
		err := try(p.line)
		if err == nil || tries == 12 {
			return err
		}
		p.line++
		p.again++
		<-time.After(wait/2 + time.Duration(rand.Int64N(int64(wait))))
		wait = min(2*wait, 15*time.Second)
	}
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

// scan opens the address in the picture, and gives the form that it shows.
func (p *phone) scan(code string) (form url.Values, err error) {
	err = p.patiently(func(line int) error {
		response, body, err := p.at(line, http.MethodGet, fmt.Sprintf("/%d/%s", class, code), nil)
		if err != nil {
			return err
		}
		form = url.Values{}
		for _, field := range hidden.FindAllStringSubmatch(body, -1) {
			form.Set(field[1], field[2])
		}
		if form.Get("ticket") == "" {
			return fmt.Errorf("%s: no ticket in %q", response.Status, body)
		}
		return nil
	})
	form.Set("student", string(p.student))
	return form, err
}

var (
	number    = regexp.MustCompile(`<dd>(\d+-\d+)</dd>`)
	errNotYet = errors.New("not registered yet")
)

// send sends the form until there is a receipt, and gives its number.
func (p *phone) send(form url.Values) (receipt string, err error) {
	err = p.patiently(func(line int) error {
		response, body, err := p.at(line, http.MethodPost, "/present", form)
		if err != nil {
			return err
		}
		if response.StatusCode != http.StatusSeeOther {
			return fmt.Errorf("%w: %s: %q", errNotYet, response.Status, body)
		}
		_, body, err = p.at(line, http.MethodGet, response.Header.Get("Location"), nil)
		if err != nil {
			return err
		}
		found := number.FindStringSubmatch(body)
		if found == nil {
			return fmt.Errorf("no receipt in %q", body)
		}
		receipt = found[1]
		return nil
	})
	return receipt, err
}
