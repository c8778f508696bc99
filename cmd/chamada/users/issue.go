package users

import (
	"context"
	"fmt"
	"strings"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
	"github.com/chamada/chamada/cmd/chamada/internal/signals"
	"github.com/chamada/chamada/coordinator/identity"
)

// asIssuer is asAdmin for what gives out codes. A signal ends that too, but only when
// the codes of what was done are written: a closed window, which sends two, would
// leave logins that nobody can use.
func (u *users) asIssuer(ctx context.Context, do func(context.Context, admin) error) error {
	ctx, release := signals.Finishing(ctx)
	defer release()
	return u.asAdmin(ctx, do)
}

// issued is what a command has given codes to.
type issued struct {
	all     []identity.Issued
	inDoubt []identity.Issued
	doubt   string // the text on those
	from    string // the file that asked for them
}

// writeCodes writes the codes to where they shall go and, if that fails, to
// standard output: they are nowhere else.
func (u *users) writeCodes(codes *sheet, done issued) error {
	all := append(done.all, done.inDoubt...)
	err := codes.end(all)
	if len(done.inDoubt) > 0 {
		u.Terminal.Notef(done.doubt, logins(done.inDoubt))
	}
	if err != nil && codes.path != "" {
		u.Report(u.fileProblem(codes.path, err))
		u.Terminal.Notef(u.texts.notThese, codes.path)
		codes = &sheet{stdout: codes.stdout, form: codes.form}
		err = codes.end(all)
	}
	switch {
	case err != nil:
		return &session.Problem{Subject: logins(all), Err: fmt.Errorf(u.texts.unwritten, err),
			Hint: u.hintRenew(done.from)}
	case len(all) == 0:
	case codes.path != "":
		u.Terminal.Notef(u.texts.codesIn, codes.path)
	default:
		u.Terminal.Notef("%s", u.texts.codesHere)
	}
	return nil
}

// hintRenew says how codes that are lost are had again.
func (u *users) hintRenew(from string) string {
	if from == "-" {
		from = u.texts.file
	}
	return fmt.Sprintf(u.texts.hintRenewAll, from)
}

func logins(all []identity.Issued) string {
	var names []string
	for _, i := range all {
		names = append(names, i.Login)
	}
	return strings.Join(names, ", ")
}
