package bench

import (
	"testing"

	"github.com/chamada/chamada/tests/texttest"
)

func TestLanguagesAreComplete(t *testing.T) { texttest.Complete(t, languages) }
