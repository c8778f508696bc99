package texts

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/subjects"
)

// connection says why there is no connection, if that is what err is about.
func (x Explainer) connection(err error) (e Explanation, ok bool) {
	if bad, ok := errors.AsType[*connect.AddressError](err); ok {
		return x.Connection.noAddress(bad), true
	}
	if bad, ok := errors.AsType[*connect.ContextError](err); ok {
		return x.Connection.noContext(bad), true
	}
	if bad, ok := errors.AsType[*connect.FileError](err); ok {
		return x.Connection.noFile(bad), true
	}
	if u, ok := errors.AsType[*connect.Unconnected](err); ok {
		return x.inTheWay(u), true
	}
	if f, ok := errors.AsType[*connect.Failure](err); ok {
		return x.failure(f), true
	}
	return Explanation{}, false
}

// inTheWay says what is wrong with each server, and where their addresses are from.
func (x Explainer) inTheWay(u *connect.Unconnected) Explanation {
	var all []string
	hint := ""
	for _, f := range u.Failures {
		e := x.failure(f)
		if f.Kind == connect.BadLogin {
			return e
		}
		all, hint = append(all, e.What), cmp.Or(hint, e.Hint)
	}
	return Explanation{x.Connection.Whence(strings.Join(all, "; "), u.From), hint}
}

// Whence adds to a text where the address in it is from.
func (t *Connection) Whence(text string, source connect.Source) string {
	where := source.Name
	switch {
	case source.Context:
		where = fmt.Sprintf(t.FromContext, source.Name)
	case source.Name == "":
		where = t.FromDefault
	}
	return fmt.Sprintf(t.Joint, text, where)
}

// failure says what is wrong with one server, and what to do.
func (x Explainer) failure(f *connect.Failure) Explanation {
	t := x.Connection
	if e, ok := x.badCertificate(f); ok {
		return e
	}
	if e, ok := t.saying(f); ok {
		return e
	}
	known, ok := t.plain()[f.Kind]
	if !ok {
		return Explanation{fmt.Sprintf(t.Other, f.Server, f.Err), t.HintReport}
	}
	return Explanation{fmt.Sprintf(known.What, f.Server), known.Hint}
}

// plain are the kinds of failure of which there is nothing more to say than where.
func (t *Connection) plain() map[connect.Kind]Explanation {
	return map[connect.Kind]Explanation{
		connect.Refused:          {t.Refused, t.HintAddress},
		connect.Unreachable:      {t.Unreachable, t.HintName},
		connect.TimedOut:         {t.TimedOut, t.HintName},
		connect.NoResolver:       {t.NoResolver, t.HintName},
		connect.UnknownHost:      {t.UnknownHost, t.HintName},
		connect.HungUp:           {t.HungUp, t.HintReport},
		connect.Mute:             {t.Mute, t.HintReport},
		connect.Full:             {t.Full, t.HintFull},
		connect.Web:              {t.Web, t.HintNATS},
		connect.EarlyTLS:         {t.EarlyTLS, t.HintEarlyTLS},
		connect.NodePort:         {t.NodePort, t.HintNodePort},
		connect.NoTLS:            {t.NoTLS, t.HintNoTLS},
		connect.ClearLogin:       {t.ClearLogin, t.HintClearLogin},
		connect.UnknownAuthority: {t.UnknownAuthority, t.HintUnknownAuthority},
		connect.WantsCertificate: {t.WantsCertificate, t.HintWantsCertificate},
		connect.BadOwn:           {t.BadOwn, t.HintWantsCertificate},
		connect.NoKeys:           {t.NoKeys, t.HintNoKeys},
	}
}

// saying is of the kinds of failure of which there is more to say.
func (t *Connection) saying(f *connect.Failure) (e Explanation, ok bool) {
	switch f.Kind {
	case connect.BadLogin:
		return Explanation{t.BadLogin, t.HintLogin}, true
	case connect.Silent:
		return Explanation{f.Server + ": " + t.Silent, t.HintSilent}, true
	case connect.Foreign:
		return Explanation{fmt.Sprintf(t.Foreign, f.Server, f.Said), t.HintNATS}, true
	case connect.Said:
		return Explanation{fmt.Sprintf(t.Said, f.Server, f.Said), t.HintReport}, true
	case connect.FailedTLS:
		return Explanation{fmt.Sprintf(t.FailedTLS, f.Server, f.Err), t.HintReport}, true
	case connect.NoWebSocket:
		if f.Said == "" {
			return Explanation{fmt.Sprintf(t.PlainWebSocket, f.Server), t.HintWebSocket}, true
		}
		return Explanation{fmt.Sprintf(t.NoWebSocket, f.Server, f.Said), t.HintWebSocket}, true
	}
	return Explanation{}, false
}

// badCertificate is of servers with a certificate that cannot be accepted.
func (x Explainer) badCertificate(f *connect.Failure) (e Explanation, ok bool) {
	t := x.Connection
	switch f.Kind {
	case connect.OtherName:
		names := cmp.Or(strings.Join(f.Names(), ", "), t.NoNames)
		return Explanation{fmt.Sprintf(t.OtherName, f.Server, names, f.Asked), t.HintOtherName},
			true
	case connect.OutOfDate:
		format, when, now := t.Expired, f.Certificate.NotAfter, time.Now()
		if now.Before(f.Certificate.NotBefore) {
			format, when = t.Early, f.Certificate.NotBefore
		}
		return Explanation{
			fmt.Sprintf(format, f.Server, x.Date(subjects.At(when)), x.Date(subjects.At(now))),
			t.HintOutOfDate}, true
	case connect.BadCertificate:
		return Explanation{fmt.Sprintf(t.BadCertificate, f.Server, f.Err), t.HintBadCertificate},
			true
	}
	return Explanation{}, false
}
