package subjects

import "encoding/json"

// RecordFeed opens a feed of the records or of the audit for a program of an admin's.
const RecordFeed = Root + "record.feed"

// FeedRequest asks for a feed.
type FeedRequest struct {
	Name  string `json:"name"`            // whoever reads it chooses; what a login may be
	Audit bool   `json:"audit,omitempty"` // of the audit, else of the records
}

// Feed is the reply to [RecordFeed]: a durable pull consumer, from the first message on, which was
// there already when it was asked for before. Who reads acknowledges each message.
type Feed struct {
	Time     Time     `json:"time"`
	Stream   string   `json:"stream"`
	Name     string   `json:"name"`
	Position Position `json:"position"`
}

// DecodeFeed reads the payload of [RecordFeed]. Any error is an [*Error].
func DecodeFeed(data []byte) (q FeedRequest, err error) {
	if len(data) > MaxRequest {
		return q, errTooLarge
	}
	if json.Unmarshal(data, &q) != nil {
		return q, &Error{Code: InvalidJSON,
			Message: `the request is not understood; send {"name":"sigaa"}`}
	}
	if !Teacher(q.Name).Valid() {
		return q, &Error{Code: InvalidField, Field: "name",
			Message: "name must be 1 to 64 of the letters A-Z and a-z, digits, - and _"}
	}
	return q, nil
}
