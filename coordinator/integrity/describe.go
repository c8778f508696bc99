package integrity

import (
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Describe is how a server describes in its files a stream that was created then.
func Describe(created time.Time, c jetstream.StreamConfig) ([]byte, error) {
	return json.Marshal(struct {
		Created time.Time `json:"created"`
		jetstream.StreamConfig
	}{created, c})
}
