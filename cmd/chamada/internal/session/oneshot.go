package session

import (
	"context"

	"github.com/nats-io/nuid"
	"github.com/spf13/cobra"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/subjects"
)

// OneShot is a command that asks once about one class.
type OneShot struct {
	*Session
	// Kept says how to see a result again, formatted with the class as it is typed; empty when only
	// the same request gives it again.
	Kept string

	id   string
	json bool
}

// Ask is the question of a [OneShot]; show prints the reply for a person.
type Ask func(ctx context.Context, client *clients.Client, class subjects.Class,
	opts ...clients.Option) (show func(), err error)

// DefineFlags defines what all of them take.
func (o *OneShot) DefineFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.json, "json", false, o.Texts.FlagJSON)
	cmd.Flags().StringVar(&o.id, "id", "", o.Texts.FlagID)
}

// JSON tells whether the reply is wanted as it came.
func (o *OneShot) JSON() bool { return o.json }

// Run asks about the class in arg, under one id, and shows the reply: with
// --json as it came, whatever it says, otherwise as show does.
func (o *OneShot) Run(ctx context.Context, arg string, ask Ask) error {
	class, err := o.ParseClass(arg)
	if err != nil {
		return err
	}
	if o.id != "" && subjects.CheckID(o.id) != nil {
		return Misuse(o.Texts.BadID)
	}
	nc, client, err := o.Connect(ctx)
	if err != nil {
		return err
	}
	defer nc.Close()
	if o.id == "" {
		o.id = nuid.Next()
	}
	var reply clients.Reply
	show, err := ask(ctx, client, class, clients.ID(o.id), clients.Raw(&reply))
	o.Again(o.again(class))
	switch {
	case o.json && reply.Data != nil:
		o.Terminal.JSON(reply.Data)
		o.noteLost(reply.Lost)
	case err == nil:
		show()
	}
	if err == nil && o.Kept != "" && o.Terminal.Unwritten() == nil {
		o.Terminal.Notef(o.Kept, o.Typed(class))
	}
	return o.About(class, o.id, err)
}

// again is how to have the result again when it could not be written.
func (o *OneShot) again(class subjects.Class) string {
	if o.Kept == "" {
		return o.Texts.Say(o.Texts.HintRepeat, o.id)
	}
	return o.Texts.Say(o.Kept, o.Typed(class)) + o.Texts.Say(o.Texts.OrSameID, o.id)
}
