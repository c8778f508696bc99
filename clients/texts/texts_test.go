package texts

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/clients/connect"
	"github.com/chamada/chamada/subjects"
)

func TestSetHasEveryLanguage(t *testing.T) {
	pt, en := "um", "one"
	set := NewSet(&pt, &en)
	for _, l := range Languages() {
		again, ok := Parse(l.Code())
		if set.In(l) == nil || again != l || !ok {
			t.Errorf("%d: %v, %v, %v", l, set.In(l), again, ok)
		}
	}
	if l, ok := Parse("fr"); ok || l != Portuguese {
		t.Errorf("fr: %v, %v", l, ok)
	}
}

// TestMostTellingIsSaid has errors that are several things at once.
func TestMostTellingIsSaid(t *testing.T) {
	x := Explainer{Date: func(subjects.Time) string { return "today" }, Said: []Explanations{
		{subjects.Forbidden: {What: "no", Hint: "ask"}},
		{subjects.Forbidden: {What: "behind"}, subjects.NotOpen: {What: "closed"},
			OpenSince: {What: "since %s"}, Foreign: {What: "foreign"}, Invalid: {What: "bad"},
			subjects.Unavailable: {What: "unknown"}, Interrupted: {What: "stopped"}},
	}}
	said := func(e *subjects.Error) error { return fmt.Errorf("wrapped: %w", e) }
	for want, err := range map[string]error{
		"closed":      clients.ErrNotOpen,
		"since today": said(&subjects.Error{Code: subjects.AlreadyOpen, Time: 2, Started: 1}),
		"foreign":     errors.Join(clients.ErrUnavailable, clients.ErrForeign, context.Canceled),
		"unknown":     errors.Join(clients.ErrUnavailable, context.Canceled),
		"stopped":     errors.Join(clients.ErrNoCoordinator, context.Canceled),
		"no":          said(&subjects.Error{Code: subjects.Forbidden}),
	} {
		if e, ok := x.Explain(err); !ok || e.What != want {
			t.Errorf("%v: %+v, %v, want %s", err, e, ok, want)
		}
	}
	for _, err := range []error{errors.New("x"), clients.ErrFull,
		&connect.Failure{Kind: connect.Refused}} {
		if e, ok := x.Explain(err); ok {
			t.Errorf("%v has words: %+v", err, e)
		}
	}
}
