package texts

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/chamada/chamada/clients/connect"
)

func (t *Connection) noAddress(e *connect.AddressError) Explanation {
	formats := map[error]string{connect.ErrScheme: t.Scheme, connect.ErrNoHost: t.NoHost,
		connect.ErrPort: t.Port}
	text, hint := "", t.HintScheme
	switch format := formats[e.Err]; {
	case format != "":
		text = fmt.Sprintf(format, e.Server)
	case errors.Is(e, connect.ErrNoAddress):
		text = t.NoAddress
	case errors.Is(e, connect.ErrMixed):
		text = t.Mixed
	default:
		text, hint = t.BadURL, t.HintURL
	}
	return Explanation{t.Whence(text, e.From), hint}
}

func (t *Connection) noContext(e *connect.ContextError) Explanation {
	known := t.HintNoContexts
	if len(e.Known) > 0 {
		known = fmt.Sprintf(t.HintKnownContexts, strings.Join(e.Known, ", "))
	}
	gone := e.File == "" || errors.Is(e, fs.ErrNotExist)
	switch {
	case gone && e.Selected:
		return Explanation{fmt.Sprintf(t.GoneContext, e.Name), t.HintUnselect}
	case gone:
		return Explanation{fmt.Sprintf(t.UnknownContext, e.Name), known}
	}
	broken := Explanation{fmt.Sprintf(t.BrokenContext, e.Name, e.File, t.fileCause(e.Err)),
		t.HintFile}
	if e.Selected {
		broken.Hint = t.HintUnselect
	}
	return broken
}

func (t *Connection) noFile(e *connect.FileError) Explanation {
	whose := t.OfContext
	if e.Flag != "" {
		whose = fmt.Sprintf(t.OfFlag, e.Flag)
	}
	if e.File == "" && e.Flag != "" {
		return Explanation{fmt.Sprintf(t.MissingFile, e.Flag), t.HintWantsCertificate}
	}
	return Explanation{fmt.Sprintf(t.BadFile, e.File, whose, t.fileCause(e.Err)), t.HintFile}
}

func (t *Connection) fileCause(err error) string {
	path, _ := errors.AsType[*fs.PathError](err)
	switch {
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
