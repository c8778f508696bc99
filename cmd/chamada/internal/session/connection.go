package session

import (
	"cmp"
	"errors"
	"io/fs"
	"strings"
	"time"

	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/clients/texts"
	"github.com/chamada/chamada/subjects"
)

// explained is an error with a sentence for people.
type explained struct {
	text string
	err  error
}

func (e explained) Error() string { return e.text }
func (e explained) Unwrap() error { return e.err }

// Unconnected words why there is no connection, and says what to do.
func (s *Session) Unconnected(err error) error {
	text, hint := "", ""
	misused := false
	if e, ok := errors.AsType[*connect.AddressError](err); ok {
		text, hint = s.noAddress(e)
		misused = !e.From.Context
	} else if e, ok := errors.AsType[*connect.ContextError](err); ok {
		text, hint = s.noContext(e)
	} else if e, ok := errors.AsType[*connect.FileError](err); ok {
		text, hint = s.noFile(e)
	} else if e, ok := errors.AsType[*connect.Unconnected](err); ok {
		text, hint = s.inTheWay(e)
	}
	switch {
	case text == "":
		return &Problem{Subject: s.Texts.Connection, Err: err}
	case misused:
		return &Problem{Subject: s.Texts.Connection, Hint: hint, Err: Misuse(text)}
	default:
		return &Problem{Subject: s.Texts.Connection, Hint: hint, Err: explained{text, err}}
	}
}

// inTheWay says what is wrong with each server, and where their addresses are from.
func (s *Session) inTheWay(u *connect.Unconnected) (text, hint string) {
	var all []string
	for _, f := range u.Failures {
		one, what := s.Failure(f)
		if f.Kind == connect.BadLogin {
			return one, what
		}
		all, hint = append(all, one), cmp.Or(hint, what)
	}
	return s.from(strings.Join(all, "; "), u.From), hint
}

// from adds where an address is from.
func (s *Session) from(text string, source connect.Source) string {
	t, where := s.Texts.OfConnection(), source.Name
	switch {
	case source.Context:
		where = s.Texts.Say(t.FromContext, source.Name)
	case source.Name == "":
		where = t.FromDefault
	}
	return s.Texts.Say(t.Joint, text, where)
}

// Failure says what is wrong with one server, and what to do.
func (s *Session) Failure(f *connect.Failure) (text, hint string) {
	t := s.Texts.OfConnection()
	if text, hint, ok := s.ofCertificate(t, f); ok {
		return text, hint
	}
	if text, hint, ok := s.saying(t, f); ok {
		return text, hint
	}
	known, ok := plain(t)[f.Kind]
	if !ok {
		return s.Texts.Say(t.Other, f.Server, f.Err), t.HintReport
	}
	return s.Texts.Say(known[0], f.Server), known[1]
}

// plain are the kinds of failure of which there is nothing more to say than where.
func plain(t *texts.Connection) map[connect.Kind][2]string {
	return map[connect.Kind][2]string{
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

// saying is of those of which there is.
func (s *Session) saying(t *texts.Connection, f *connect.Failure) (text, hint string, ok bool) {
	switch f.Kind {
	case connect.BadLogin:
		return s.Texts.BadLogin, s.Texts.HintLogin, true
	case connect.Silent:
		return f.Server + ": " + s.Texts.Silent, s.Texts.HintSilent, true
	case connect.Foreign:
		return s.Texts.Say(t.Foreign, f.Server, f.Said), t.HintNATS, true
	case connect.Said:
		return s.Texts.Say(t.Said, f.Server, f.Said), t.HintReport, true
	case connect.FailedTLS:
		return s.Texts.Say(t.FailedTLS, f.Server, f.Err), t.HintReport, true
	case connect.NoWebSocket:
		if f.Said == "" {
			return s.Texts.Say(t.PlainWebSocket, f.Server), t.HintWebSocket, true
		}
		return s.Texts.Say(t.NoWebSocket, f.Server, f.Said), t.HintWebSocket, true
	}
	return "", "", false
}

// ofCertificate is of those with a certificate that cannot be accepted.
func (s *Session) ofCertificate(t *texts.Connection, f *connect.Failure) (text, hint string, ok bool) {
	switch f.Kind {
	case connect.OtherName:
		names := cmp.Or(strings.Join(f.Names(), ", "), t.NoNames)
		return s.Texts.Say(t.OtherName, f.Server, names, f.Asked), t.HintOtherName, true
	case connect.OutOfDate:
		format, when, now := t.Expired, f.Certificate.NotAfter, time.Now()
		if now.Before(f.Certificate.NotBefore) {
			format, when = t.Early, f.Certificate.NotBefore
		}
		return s.Texts.Say(format, f.Server, s.date(when), s.date(now)), t.HintOutOfDate, true
	case connect.BadCertificate:
		return s.Texts.Say(t.BadCertificate, f.Server, f.Err), t.HintBadCertificate, true
	}
	return "", "", false
}

func (s *Session) date(at time.Time) string { return s.Texts.Date(subjects.At(at)) }

func (s *Session) noAddress(e *connect.AddressError) (text, hint string) {
	t := s.Texts.OfConnection()
	formats := map[error]string{connect.ErrScheme: t.Scheme, connect.ErrNoHost: t.NoHost, connect.ErrPort: t.Port}
	switch format := formats[e.Err]; {
	case format != "":
		text = s.Texts.Say(format, e.Server)
	case errors.Is(e, connect.ErrNoAddress):
		text = t.NoAddress
	case errors.Is(e, connect.ErrMixed):
		text = t.Mixed
	default:
		return s.from(s.Texts.BadURL, e.From), s.Texts.HintURL
	}
	return s.from(text, e.From), t.HintScheme
}

func (s *Session) noContext(e *connect.ContextError) (text, hint string) {
	t, known := s.Texts.OfConnection(), s.Texts.OfConnection().HintNoContexts
	if len(e.Known) > 0 {
		known = s.Texts.Say(t.HintKnownContexts, strings.Join(e.Known, ", "))
	}
	switch gone := e.File == "" || errors.Is(e, fs.ErrNotExist); {
	case !gone && e.Selected:
		return s.Texts.Say(t.BrokenContext, e.Name, e.File, s.fileCause(e.Err)), t.HintUnselect
	case !gone:
		return s.Texts.Say(t.BrokenContext, e.Name, e.File, s.fileCause(e.Err)), t.HintFile
	case e.Selected:
		return s.Texts.Say(t.GoneContext, e.Name), t.HintUnselect
	default:
		return s.Texts.Say(t.UnknownContext, e.Name), known
	}
}

// ignored says that the selected context is of no use, and how to be rid of it.
func (s *Session) ignored(e *connect.ContextError) {
	t := s.Texts.OfConnection()
	text, _ := s.noContext(e)
	s.Terminal.Notef(t.IgnoredContext, text)
	s.Terminal.Notef("%s: %s", s.Texts.Hint, t.HintForget)
}

func (s *Session) noFile(e *connect.FileError) (text, hint string) {
	t := s.Texts.OfConnection()
	whose := t.OfContext
	if e.Flag != "" {
		whose = s.Texts.Say(t.OfFlag, e.Flag)
	}
	if e.File == "" && e.Flag != "" {
		return s.Texts.Say(t.MissingFile, e.Flag), t.HintWantsCertificate
	}
	return s.Texts.Say(t.BadFile, e.File, whose, s.fileCause(e.Err)), t.HintFile
}

func (s *Session) fileCause(err error) string {
	t := s.Texts.OfConnection()
	switch path, _ := errors.AsType[*fs.PathError](err); {
	case errors.Is(err, fs.ErrNotExist):
		return t.NoFile
	case errors.Is(err, fs.ErrPermission):
		return t.NoPermission
	case errors.Is(err, connect.ErrContent):
		return t.BadContent
	case path != nil:
		return path.Err.Error()
	default:
		return err.Error()
	}
}

// trouble says at once what is in the way, while it is tried again.
func (s *Session) trouble(u *connect.Unconnected) {
	text, _ := s.inTheWay(u)
	s.Terminal.Notef("%s", text)
}

// waitingServer says which servers are waited for.
func (s *Session) waitingServer(t connect.Target) {
	where := s.from(strings.Join(t.Servers, ", "), t.From)
	s.Terminal.Notef("%s %s", s.Texts.WaitingServer, where)
}
