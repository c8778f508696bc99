package coordinator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/coordinator/journal"
	"github.com/chamada/chamada/coordinator/journal/record"
	"github.com/chamada/chamada/subjects"
)

const (
	// censusFor is how long coordinators may take to say that they are there.
	censusFor = 2 * time.Second
	// raiseWithin bounds how long the record may take.
	raiseWithin = 5 * time.Second
)

var errNotAdmin = forbidden("only an admin raises the journal; log in as one")

const errReader = "not raised: %s cannot read version %d of the journal and would stop; upgrade " +
	"it first"

// raise has the journal raised, when every coordinator that is there can read the new
// version. One that is away and cannot will stop when it is back, and say so.
func (c *Coordinator) raise(m micro.Request) {
	if !answerable(m.Reply()) {
		c.metrics.unanswerable.Inc()
		return
	}
	q, err := subjects.DecodeRaise(m.Data())
	if err == nil && c.cfg.Auth && identity.OfRequest(m).Role != identity.Admin {
		err = errNotAdmin
	}
	if err != nil {
		c.replyError(m, err)
		return
	}
	if !c.raising.CompareAndSwap(false, true) {
		c.publishRefusal(m.Reply(), journal.ErrOverloaded)
		return
	}
	reply := m.Reply()
	go func() { // an endpoint has one goroutine
		defer c.raising.Store(false)
		c.raiseNow(reply, q)
	}()
}

func (c *Coordinator) raiseNow(reply string, q subjects.RaiseRequest) {
	ctx, cancel := context.WithTimeout(context.Background(), censusFor+raiseWithin)
	defer cancel()
	told := subjects.Raised{Time: subjects.Time(c.now()), Was: c.journal.Version()}
	err := c.raiseIfAll(ctx, q, &told)
	switch e, ok := errors.AsType[*subjects.Error](err); {
	case ok:
		c.publish(errorMsg(reply, e))
	case err != nil:
		c.log.Warn("the journal was not raised", "err", err)
		c.publishRefusal(reply, err)
	default:
		told.Version = c.journal.Version()
		c.publish(&nats.Msg{Subject: reply, Data: marshal(told)})
	}
}

// raiseIfAll asks who reads what, and raises the journal if all can read it. One that was
// raised is so.
func (c *Coordinator) raiseIfAll(ctx context.Context, q subjects.RaiseRequest,
	told *subjects.Raised) (err error) {
	if !q.Dry && told.Was >= record.Highest {
		return nil
	}
	if told.Readers, err = c.census(ctx); err != nil || q.Dry {
		return err
	}
	if err := unable(told.Readers); err != nil {
		return err
	}
	return c.journal.Raise(ctx)
}

// unable is the error that somebody cannot read the highest version.
func unable(readers []subjects.Reader) error {
	var old []string
	for _, r := range readers {
		if r.Journal < record.Highest {
			old = append(old, strings.TrimSpace(r.Node+" "+r.Instance))
		}
	}
	if len(old) == 0 {
		return nil
	}
	return &subjects.Error{
		Code:    subjects.Upgrading,
		Message: fmt.Sprintf(errReader, strings.Join(old, ", "), record.Highest),
	}
}

// census asks all coordinators which version of the journal they read.
func (c *Coordinator) census(ctx context.Context) (readers []subjects.Reader, err error) {
	ping, err := micro.ControlSubject(micro.PingVerb, subjects.ServiceName, "")
	if err != nil {
		return nil, err
	}
	inbox := c.conn.NewRespInbox()
	answers, err := c.conn.SubscribeSync(inbox)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answers.Unsubscribe() }()
	if err := c.conn.PublishRequest(ping, inbox, nil); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, censusFor)
	defer cancel()
	for {
		m, err := answers.NextMsgWithContext(ctx)
		if err != nil {
			break // whoever is there has answered
		}
		readers = append(readers, readerOf(m.Data))
	}
	slices.SortFunc(readers, func(a, b subjects.Reader) int {
		return strings.Compare(a.Node+a.Instance, b.Node+b.Instance)
	})
	return readers, nil
}

func readerOf(data []byte) subjects.Reader {
	var p micro.Ping
	_ = json.Unmarshal(data, &p) // who cannot be understood reads the first version
	version, err := strconv.Atoi(p.Metadata[subjects.MetaJournal])
	if err != nil {
		version = record.First
	}
	return subjects.Reader{Instance: p.ID, Node: p.Metadata["node"], Program: p.Version,
		Journal: version}
}
