package identity

import (
	"context"
	"errors"
)

// Renew gives a login a new code. The old one is refused from then on, and the
// connections that were made with it are cut. An error that leaves in doubt whether
// that was done comes with the code.
func (u *Users) Renew(ctx context.Context, login string) (Issued, error) {
	return u.renew(ctx, login, newCode())
}

func (u *Users) renew(ctx context.Context, login string, code Code) (issued Issued, err error) {
	err = u.change(ctx, login, func(login string, at placed) error {
		at.seal(code)
		err := u.store.put(ctx, login, at.seq, at.encode())
		if err == nil || doubtful(err) {
			issued = Issued{at.user(login), code}
		}
		return err
	})
	return issued, err
}

// doubtful tells whether a write that failed with err may have been done all the
// same: nobody has said that it was not.
func doubtful(err error) bool {
	_, said := errors.AsType[*apiError](err)
	return !said && !errors.Is(err, errConflict)
}

// Renewed is what came of the renewal of many, or would.
type Renewed struct {
	Issued  []Issued // in the order that was asked for
	InDoubt []Issued // the error leaves in doubt whether these have their new code
	Unknown []string // there are no such logins
}

// RenewAll gives many logins new codes, as [Users.Renew] does, each once. Before it
// does anything it calls begin with what it would do: the codes in there can be kept
// before they are good. An error of begin ends it. When it fails in between, the result is what was
// done; the others have the codes that they had.
func (u *Users) RenewAll(ctx context.Context, logins []string, begin func(Renewed) error) (Renewed,
	error) {
	all, err := u.read(ctx)
	if err != nil {
		return Renewed{}, err
	}
	plan := planRenewal(logins, all)
	if err := begin(plan); err != nil {
		return Renewed{}, err
	}
	done, errs := make([]Issued, len(plan.Issued)), make([]error, len(plan.Issued))
	each(ctx, len(done), func(ctx context.Context, n int) error {
		if errs[n] = context.Cause(ctx); errs[n] == nil {
			finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishWithin)
			defer cancel()
			done[n], errs[n] = u.renew(finish, plan.Issued[n].Login, plan.Issued[n].Code)
		}
		return errs[n]
	})
	return renewed(done, errs)
}

// planRenewal finds the logins, whatever their case, and draws codes.
func planRenewal(logins []string, all map[string]placed) (plan Renewed) {
	seen, spelt := map[string]bool{}, folded(all)
	for _, asked := range logins {
		login := asked
		if all[login].storedLogin == nil {
			login, _ = spelt[fold(asked)].only()
		}
		switch at := all[login]; {
		case at.storedLogin == nil:
			plan.Unknown = append(plan.Unknown, asked)
		case !seen[login]:
			seen[login] = true
			plan.Issued = append(plan.Issued, Issued{at.user(login), newCode()})
		}
	}
	return plan
}

func renewed(done []Issued, errs []error) (all Renewed, err error) {
	for n, issued := range done {
		switch {
		case errs[n] == nil:
			all.Issued = append(all.Issued, issued)
			continue
		case issued.Login != "":
			all.InDoubt = append(all.InDoubt, issued)
		}
		if err == nil {
			err = errs[n]
		}
	}
	return all, err
}
