package coordinator

import (
	"runtime/debug"
	"testing"
)

func TestRevision(t *testing.T) {
	commit := debug.BuildSetting{Key: "vcs.revision",
		Value: "ee4ad79200b640d821aeb723f4b16f9608566fad"}
	modified := debug.BuildSetting{Key: "vcs.modified", Value: "true"}
	clean := debug.BuildSetting{Key: "vcs.modified", Value: "false"}
	for want, settings := range map[string][]debug.BuildSetting{
		"":                       {{Key: "GOOS", Value: "linux"}}, // -buildvcs=false
		"ee4ad79200b6":           {commit, clean},
		"ee4ad79200b6, modified": {commit, modified},
	} {
		if got := revision(settings); got != want {
			t.Errorf("%v gives %q, want %q", settings, got, want)
		}
	}
}
