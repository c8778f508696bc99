package journal

import (
	"bytes"
	"cmp"
	"errors"
	"strconv"
	"time"

	"github.com/nats-io/nuid"

	"github.com/chamada/chamada/coordinator/integrity"
	"github.com/chamada/chamada/coordinator/journal/record"
)

// Description is how a server describes the journal's stream in its files, made anew for
// one whose own is damaged, from the first record that there is; nil without any: then the
// journal is that of the epoch, or a new one where that is empty. Its size in bytes is not
// bounded any more, whatever it was.
func Description(first []byte, epoch string, now time.Time) ([]byte, error) {
	epoch, version := cmp.Or(epoch, nuid.Next()), record.Highest
	if first != nil {
		fields := bytes.Fields(first)
		if len(fields) < 4 || string(fields[0]) != "chamada" {
			return nil, errors.New("the stream's records are not the journal's")
		}
		var err error
		if version, err = strconv.Atoi(string(fields[1])); err != nil {
			return nil, err
		}
		epoch, _ = record.EpochOf(first)
	}
	c := streamConfig(epoch, 1, -1)
	c.Metadata[metaVersion] = strconv.Itoa(version)
	return integrity.Describe(now, c)
}
