package journal

import (
	"slices"
	"strings"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
)

// setting is something about the stream's configuration that must be as it is in the
// journal that this version makes. What an operator may choose (replicas, size in
// bytes or records, placement, compression) is none: a stream that is full refuses.
type setting struct {
	want  string // what is wanted, in the words of the nats command line
	wrong func(is, want *jetstream.StreamConfig) bool
	mend  func(is, want *jetstream.StreamConfig) // nil: the server does not let it be changed back

	given    bool // a stream that an operator has made beforehand is given it
	bearable bool // in a journal: it can be written all the same, and what fails is told then
}

// settings are checked in their order.
var settings = []setting{
	{
		want: "subjects " + subjects.Journal,
		wrong: func(is, want *jetstream.StreamConfig) bool {
			return !slices.Equal(is.Subjects, want.Subjects)
		},
		mend: func(is, want *jetstream.StreamConfig) { is.Subjects = want.Subjects },
	}, {
		want:  "storage file",
		wrong: func(is, want *jetstream.StreamConfig) bool { return is.Storage != want.Storage },
	}, {
		want: "persist mode default, which acknowledges what is stored",
		wrong: func(is, want *jetstream.StreamConfig) bool {
			return is.PersistMode != want.PersistMode
		},
	}, {
		want: "retention limits",
		wrong: func(is, want *jetstream.StreamConfig) bool {
			return is.Retention != want.Retention
		},
		mend: func(is, want *jetstream.StreamConfig) { is.Retention = want.Retention },
	}, {
		want: "discard new",
		wrong: func(is, want *jetstream.StreamConfig) bool {
			return is.Discard != want.Discard || is.DiscardNewPerSubject
		},
		mend: func(is, want *jetstream.StreamConfig) {
			is.Discard, is.DiscardNewPerSubject = want.Discard, false
		},
	}, {
		want:  "no maximum age",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.MaxAge != 0 },
		mend:  func(is, _ *jetstream.StreamConfig) { is.MaxAge = 0 },
	}, {
		// All records have one subject: the oldest would go, whatever is to be discarded.
		want:  "no maximum of messages per subject",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.MaxMsgsPerSubject > 0 },
		mend:  func(is, _ *jetstream.StreamConfig) { is.MaxMsgsPerSubject = -1 },
	}, {
		want:  "no maximum message size",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.MaxMsgSize > 0 },
		mend:  func(is, _ *jetstream.StreamConfig) { is.MaxMsgSize = -1 },
	}, {
		want:  "no maximum of consumers",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.MaxConsumers > 0 },
		mend:  func(is, _ *jetstream.StreamConfig) { is.MaxConsumers = -1 },
	}, {
		want: "no limits of consumers",
		wrong: func(is, _ *jetstream.StreamConfig) bool {
			return is.ConsumerLimits != jetstream.StreamConsumerLimits{}
		},
		mend: func(is, _ *jetstream.StreamConfig) {
			is.ConsumerLimits = jetstream.StreamConsumerLimits{}
		},
	}, {
		want:  "acknowledgements",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.NoAck },
		mend:  func(is, _ *jetstream.StreamConfig) { is.NoAck = false },
	}, {
		want:  "no rollups",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.AllowRollup },
		mend:  func(is, _ *jetstream.StreamConfig) { is.AllowRollup = false },
	}, {
		want:  "no mirror",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.Mirror != nil },
	}, {
		want:  "no sources",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return len(is.Sources) > 0 },
		mend:  func(is, _ *jetstream.StreamConfig) { is.Sources = nil },
	}, {
		want: "no transform of subjects",
		wrong: func(is, _ *jetstream.StreamConfig) bool {
			t := is.SubjectTransform
			return t != nil && *t != jetstream.SubjectTransformConfig{}
		},
		mend: func(is, _ *jetstream.StreamConfig) { is.SubjectTransform = nil },
	}, {
		want:  "no counters",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.AllowMsgCounter },
	}, {
		want:  "not sealed",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.Sealed },
	}, {
		want:  "purges allowed",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.DenyPurge },

		bearable: true,
	}, {
		want:  "deletes denied",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return !is.DenyDelete },
		mend:  func(is, _ *jetstream.StreamConfig) { is.DenyDelete = true },
		given: true,
	}, {
		want:  "a duplicate window of " + duplicates.String() + " or more",
		wrong: func(is, _ *jetstream.StreamConfig) bool { return is.Duplicates < duplicates },
		mend:  func(is, _ *jetstream.StreamConfig) { is.Duplicates = duplicates },
		given: true,
	}, {
		want: "its republishing",
		wrong: func(is, want *jetstream.StreamConfig) bool {
			return is.RePublish == nil || *is.RePublish != *want.RePublish
		},
		mend:  func(is, want *jetstream.StreamConfig) { is.RePublish = want.RePublish },
		given: true,
	}, {
		want: "its epoch in the metadata",
		wrong: func(is, want *jetstream.StreamConfig) bool {
			return is.Metadata[metaEpoch] != want.Metadata[metaEpoch]
		},
		mend: func(is, want *jetstream.StreamConfig) {
			kept := map[string]string{}
			for key, value := range is.Metadata {
				// The server's own notes are not for clients to set.
				if !strings.HasPrefix(key, "_nats.") {
					kept[key] = value
				}
			}
			kept[metaEpoch] = want.Metadata[metaEpoch]
			is.Metadata = kept
		},
		given: true,
	},
}

// wrongs are the settings that are not as they must be in the journal of an epoch.
func wrongs(is jetstream.StreamConfig, epoch string) (wrong []setting) {
	want := streamConfig(epoch, is.Replicas, is.MaxBytes)
	for _, s := range settings {
		if s.wrong(&is, &want) {
			wrong = append(wrong, s)
		}
	}
	return wrong
}

// mended is a configuration with what can be changed put right.
func mended(is jetstream.StreamConfig, epoch string, wrong []setting) jetstream.StreamConfig {
	want := streamConfig(epoch, is.Replicas, is.MaxBytes)
	for _, s := range wrong {
		if s.mend != nil {
			s.mend(&is, &want)
		}
	}
	return is
}

func without(all []setting, some func(setting) bool) []setting {
	return slices.DeleteFunc(slices.Clone(all), some)
}

// wanted says what wrong settings should be, for people.
func wanted(wrong []setting) string {
	var all []string
	for _, s := range wrong {
		all = append(all, s.want)
	}
	return strings.Join(all, ", ")
}
