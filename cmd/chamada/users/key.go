package users

import (
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/cmd/chamada/internal/session"
)

func (u *users) keyCommand() *cobra.Command {
	out := ""
	cmd := &cobra.Command{
		Use: "key", Short: u.texts.keyShort, Long: u.texts.keyLong,
		Example: "  chamada users key --secret /var/lib/chamada/secret --out chamada.nk\n" +
			"  nats --nkey chamada.nk backup stream CHAMADA ./backup",
		Args: u.NoArguments,
		RunE: func(*cobra.Command, []string) error { return u.key(out) },
	}
	cmd.Flags().StringVar(&out, "out", "", u.texts.flagKeyOut)
	return cmd
}

// key writes the coordinators' key for the nats command line into a new file of its owner's.
// It is not shown: a terminal keeps what it shows.
func (u *users) key(out string) error {
	if u.secret == "" || out == "" {
		return session.Misuse(u.texts.keyWants)
	}
	secret, err := u.readSecret()
	if err != nil {
		return err
	}
	if err := session.WriteNew(out, append(secret.CoordinatorSeed(), '\n')); err != nil {
		return u.fileProblem(out, err)
	}
	u.Terminal.Notef(u.texts.keyWritten, out)
	return nil
}
