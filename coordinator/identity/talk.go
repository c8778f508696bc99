package identity

import (
	"context"
	"net/netip"
	"time"
)

// Talk is what a client says beside messages: subscriptions, pings, lines that never end.
// Servers count none of it, the machine counts what comes over each connection.
const (
	// maxTalk is how many bytes of it a second a student or teacher may send, over all
	// connections. A client that pings each two seconds and asks three times a second
	// sends less than one KB.
	maxTalk = 64 << 10
	// lineBurst and lineTalk are what a connection may send at once, and each second,
	// messages included, before anybody looks whose it is: 16 of these are maxTalk.
	lineBurst, lineTalk = 16 << 10, maxTalk / maxConnections
	// messageLine is what the line before a message, and encryption, may take of it in
	// bytes, and segmentCost what a segment counts as beside them: one of a single byte
	// costs a server more than that byte.
	messageLine, segmentCost = 96, 16
	// uncounted is what a server may have read of messages and not counted yet, beside one
	// that has not come to its end: its buffer.
	uncounted = 64 << 10
	// listenEvery is how often is looked, so that one who comes, talks and goes is met
	// soon, and listenAgain at the latest. In between it may take a listenShare-th of a
	// processor.
	listenEvery, listenAgain, listenShare = 100 * time.Millisecond, 500 * time.Millisecond, 20
)

// Line is what has come over an open connection.
type Line struct{ Bytes, Segments uint64 }

func (l Line) cost() float64 { return float64(l.Bytes) + segmentCost*float64(l.Segments) }

// Client is who has a connection, and what was sent in messages.
type Client struct {
	ID              uint64 // of the connection
	Account, Login  string
	Messages, Bytes uint64
}

// credit is what of a line's cost is of messages, which are counted elsewhere.
func (c Client) credit() float64 { return float64(c.Bytes) + messageLine*float64(c.Messages) }

// Wire is what the machine of the server of this process tells of its connections, by
// the address of the other end.
type Wire struct {
	Lines   func() map[netip.AddrPort]Line   // cheap
	Clients func() map[netip.AddrPort]Client // is asked when one of the lines is busy
	Close   func(id uint64)                  // at once: a busy server is slow to be asked for it
}

// talk finds logins that talk too much, and those that send so many messages that nothing need
// wait for the second's end. It is of one goroutine.
type talk struct {
	wire Wire
	over func(who connected, much excess) // in this second

	lines   map[netip.AddrPort]*lineHeard
	clients map[netip.AddrPort]Client // when last asked
	said    map[connected]float64     // bytes since
	sent    map[connected]float64     // messages since, over lines that were busy
	since   time.Time
}

// excess is what somebody sends too much of.
type excess struct {
	why   string
	limit float64 // a second
	n     float64
}

// lineHeard is what is known of a connection.
type lineHeard struct {
	segments uint64  // when last looked at
	cost     float64 // then
	full     float64 // of lineBurst
	busy     bool    // it was full then

	whose   connected // once it was busy
	free    bool      // they may
	charged float64   // of what they said beside messages, all in all
	owed    float64   // not charged, as it may be the begin of a message
	sent    uint64    // messages, when it was last asked
}

func newTalk(wire Wire, over func(connected, excess), now time.Time) *talk {
	return &talk{
		wire: wire, over: over, lines: map[netip.AddrPort]*lineHeard{},
		said: map[connected]float64{}, sent: map[connected]float64{}, since: now,
	}
}

// run listens until ctx is done, and tells once a second what each login has said since.
func (t *talk) run(ctx context.Context, tell func(map[connected]float64)) {
	last, next := t.since, time.NewTimer(listenEvery)
	defer next.Stop()
	for {
		select {
		case <-next.C:
		case <-ctx.Done():
			return
		}
		now := time.Now()
		t.listen(now, now.Sub(last).Seconds())
		if passed := now.Sub(t.since).Seconds(); passed >= watchEvery.Seconds() {
			tell(t.rates(passed))
			t.since = now
		}
		last = now
		next.Reset(min(listenAgain, max(listenEvery, listenShare*time.Since(now))))
	}
}

// rates are what was said a second, and are taken.
func (t *talk) rates(seconds float64) map[connected]float64 {
	rates := t.said
	for who := range rates {
		rates[who] /= seconds
	}
	t.said, t.sent = map[connected]float64{}, map[connected]float64{}
	return rates
}

// listen looks at all lines, and at whose they are where one was busy.
func (t *talk) listen(now time.Time, passed float64) {
	lines, busy := t.wire.Lines(), []netip.AddrPort(nil)
	for at, l := range lines {
		if heard := t.line(at, l.Segments); heard.look(l, passed) && !heard.free {
			busy = append(busy, at)
		}
	}
	for at, l := range t.lines {
		if _, open := lines[at]; !open {
			t.charge(l.whose, l.owed, now) // no message will come of it
			delete(t.lines, at)
		}
	}
	if len(busy) == 0 {
		return
	}
	t.clients = t.wire.Clients()
	for _, at := range busy {
		if c, ok := t.clients[at]; ok && c.Login != "" {
			who, bytes, messages := t.lines[at].said(c)
			t.charge(who, bytes, now)
			t.count(t.sent, who, excess{tooManyMessages, maxRate, messages}, now)
		}
	}
}

// line is what is known of one. An address that another has now begins anew.
func (t *talk) line(at netip.AddrPort, segments uint64) *lineHeard {
	l := t.lines[at]
	if l == nil || segments < l.segments {
		l = &lineHeard{}
		t.lines[at] = l
	}
	return l
}

// look tells whether more comes over it than goes without a look at whose it is.
func (l *lineHeard) look(now Line, passed float64) bool {
	came := max(0, now.cost()-l.cost)
	l.full = max(0, l.full-passed*lineTalk) + came
	l.segments, l.cost = now.Segments, l.cost+came
	if l.full <= lineBurst {
		l.busy = false
	}
	return l.full > lineBurst
}

// said is what was said over a line since it was last asked, and which login said it. What
// came slowly before the line was busy does not count.
func (l *lineHeard) said(c Client) (who connected, bytes, messages float64) {
	l.whose = connected{c.Login, roleIn(c.Account, c.Login)}
	if l.free = !guarded(l.whose.role); l.free {
		return l.whose, 0, 0
	}
	said := max(0, l.cost-c.credit())
	if !l.busy {
		l.busy, l.charged = true, max(l.charged, said-l.full)
	} else {
		messages = float64(c.Messages - l.sent)
	}
	payload, _ := seat{role: l.whose.role}.limits()
	bytes = max(0, said-float64(payload+uncounted)-l.charged)
	l.charged += bytes
	l.owed, l.sent = max(0, said-l.charged), c.Messages
	return l.whose, bytes, messages
}

// charge counts what somebody has said.
func (t *talk) charge(who connected, bytes float64, now time.Time) {
	t.count(t.said, who, excess{tooMuchTalk, maxTalk, bytes}, now)
}

// count adds more of what is limited.
func (t *talk) count(to map[connected]float64, who connected, more excess, now time.Time) {
	if more.n == 0 {
		return
	}
	to[who] += more.n
	if more.n = to[who]; more.n > more.limit*max(1, now.Sub(t.since).Seconds()) {
		t.over(who, more)
		t.close(who)
	}
}

// close closes the connections that somebody had when it was last asked.
func (t *talk) close(who connected) {
	for _, c := range t.clients {
		if c.Login == who.login && roleIn(c.Account, c.Login) == who.role {
			t.wire.Close(c.ID)
		}
	}
}
