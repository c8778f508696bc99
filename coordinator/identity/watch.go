package identity

import (
	"context"
	"encoding/json"
	"maps"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	// busySubject is where a coordinator tells the others whose logins are busy on its
	// own server, in the system account.
	busySubject = "chamada.busy"
	// busyRate is from how many messages a second on: with a few nodes a login
	// cannot be over maxRate in all, and below this on each.
	busyRate = maxRate / 8
	// maxBusy bounds what the coordinators have told and nobody has looked at.
	maxBusy = 256
	// busyFor is how long what was told counts.
	busyFor = 2 * watchEvery

	// busiest bounds how many connections are looked at in a shared account, on each
	// server, of those that are open, and of those that have just been closed.
	busiest, lately = 64, 1024
)

// watch is what a guard knows of the load of each login. It is of the goroutine that
// watches, but for what is set before.
type watch struct {
	own    func() map[string]uint64 // see [Config.Traffic]; nil: servers are asked
	wire   Wire                     // see [Config.Wire]
	server string                   // the id of the server of this process
	system *nats.Conn

	looked time.Time
	sent   map[string]uint64     // by account, when last looked at
	each   map[connection]uint64 // by connection, of accounts that are shared
	rates  reports               // of messages
	talks  reports               // of bytes beside messages
}

// reports are what the servers have told, by login's own account and server.
type reports map[string]map[string]report

// report is a rate, and when it was told.
type report struct {
	rate float64
	at   time.Time
}

// busyLogins are what a coordinator tells of its own server.
type busyLogins struct {
	Server string             `json:"server"`
	Rates  map[string]float64 `json:"rates"`           // by account, messages a second
	Talks  map[string]float64 `json:"talks,omitempty"` // bytes a second beside messages
}

// look compares what was sent from each account with a moment ago. A login that has
// an account of its own is known by it, however often it comes and goes.
func (g *guard) look(ctx context.Context) {
	now, since := time.Now(), time.Since(g.looked)
	all, err := g.traffic(ctx)
	if err != nil {
		g.log.Debug("looking at who sends how much", "err", err)
		return
	}
	told := busyLogins{Server: g.server, Rates: map[string]float64{}}
	for account, n := range all {
		rate := float64(n-min(n, g.sent[account])) / since.Seconds()
		switch role, login := ownerOf(account); {
		case g.sent == nil || rate < busyRate:
		case login != "" && guarded(role):
			told.Rates[account] = rate
		case rate > maxRate && guarded(sharedBy(account)):
			g.lookInto(ctx, account, since)
		}
	}
	g.sent, g.looked = all, now
	g.tell(told)
}

// traffic is the messages by account.
func (g *guard) traffic(ctx context.Context) (map[string]uint64, error) {
	if g.own != nil {
		return g.own(), nil
	}
	all := map[string]uint64{}
	answers, err := askServers[struct {
		Accounts []struct {
			Name     string `json:"acc"`
			Received struct {
				Messages uint64 `json:"msgs"`
			} `json:"received"`
		} `json:"account_statz"`
	}](ctx, g.system, "ACCOUNT.PING.STATZ", map[string]any{"include_unused": true})
	for _, a := range answers {
		for _, account := range a.Data.Accounts {
			all[account.Name] += account.Received.Messages
		}
	}
	return all, err
}

// tell lets all coordinators know, this one included.
func (g *guard) tell(b busyLogins) {
	if len(b.Rates)+len(b.Talks) == 0 {
		return
	}
	body, err := json.Marshal(b)
	if err == nil {
		err = g.system.Publish(busySubject, body)
	}
	if err != nil {
		g.log.Debug("telling who sends much", "err", err)
	}
}

// receive shuts out who sends too much to all servers together.
func (g *guard) receive(m *nats.Msg) {
	var b busyLogins
	if json.Unmarshal(m.Data, &b) != nil {
		return
	}
	g.tally(&g.rates, b.Server, b.Rates, maxRate, tooManyMessages)
	g.tally(&g.talks, b.Server, b.Talks, maxTalk, tooMuchTalk)
}

// These are why somebody is shut out, see maxRate and maxTalk.
const (
	tooManyMessages = "too many messages a second"
	tooMuchTalk     = "too many bytes beside messages: subscriptions, pings, half lines"
)

// tally adds what a server has told to what others have, and shuts out who is beyond a limit.
func (g *guard) tally(all *reports, server string, told map[string]float64, limit float64,
	why string) {
	if *all == nil {
		*all = reports{}
	}
	now := time.Now()
	for account, rate := range told {
		role, login := ownerOf(account)
		if CheckLogin(role, login) != nil || !guarded(role) {
			continue
		}
		if total := all.total(account, server, report{rate, now}); total > limit {
			g.shutOut(login, role, why, int(total))
		}
	}
	for account, at := range *all {
		if forget(at, now); len(at) == 0 {
			delete(*all, account)
		}
	}
}

// total is the rate of an account at all servers, with what one has just told.
func (r reports) total(account, server string, told report) (sum float64) {
	at := r[account]
	if at == nil {
		at = map[string]report{}
		r[account] = at
	}
	at[server] = told
	forget(at, told.at)
	for _, r := range at {
		sum += r.rate
	}
	return sum
}

func forget(at map[string]report, now time.Time) {
	maps.DeleteFunc(at, func(_ string, r report) bool { return now.Sub(r.at) > busyFor })
}

// busyTalks are those that the others should hear of.
func busyTalks(said map[connected]float64) map[string]float64 {
	talks := map[string]float64{}
	for who, rate := range said {
		if rate >= maxTalk/8 {
			talks[ownName(who.role, who.login)] = rate
		}
	}
	return talks
}

// lookInto finds who it is in an account that several share.
func (g *guard) lookInto(ctx context.Context, account string, since time.Duration) {
	all, err := connections(ctx, g.system,
		map[string]any{"acc": account, "sort": "msgs_from", "limit": busiest})
	if err == nil {
		var gone []client
		gone, err = connections(ctx, g.system,
			map[string]any{"acc": account, "state": connClosed, "sort": "stop", "limit": lately})
		all = append(all, gone...)
	}
	if err != nil {
		g.log.Debug("looking at the busiest connections", "err", err)
		return
	}
	for login, rate := range g.ratesOf(all, since) {
		if rate > maxRate {
			g.shutOut(login, roleIn(account, login), tooManyMessages, int(rate))
		}
	}
}

// connClosed asks a server for connections that are no more.
const connClosed = 1

// ratesOf is what each login has sent lately, a second.
func (g *guard) ratesOf(all []client, since time.Duration) map[string]float64 {
	now, each, rates := time.Now(), map[connection]uint64{}, map[string]float64{}
	for _, c := range all {
		before, seen := g.each[c.connection]
		each[c.connection] = c.sent
		switch lasted := now.Sub(c.began); {
		case !c.ended.IsZero() && now.Sub(c.ended) > since:
		case !seen || lasted < since:
			rates[c.login] += float64(c.sent) / max(lasted, watchEvery).Seconds()
		default:
			rates[c.login] += float64(c.sent-before) / since.Seconds()
		}
	}
	g.each = each
	return rates
}
