package contract

import (
	"encoding/json"

	"github.com/nats-io/nats.go/micro"

	"github.com/chamada/chamada/subjects"
)

func microRule(c *client) {
	c.start(class())
	ping := verb[micro.Ping](c, micro.PingVerb)
	info := verb[micro.Info](c, micro.InfoVerb)
	stats := verb[micro.Stats](c, micro.StatsVerb)
	for _, id := range []micro.ServiceIdentity{ping.ServiceIdentity, info.ServiceIdentity,
		stats.ServiceIdentity} {
		if id.Name != subjects.ServiceName || id.ID == "" || id.Version == "" {
			c.Errorf("it says that it is %+v", id)
		}
	}
	served := make(map[string]string)
	for _, e := range info.Endpoints {
		served[e.Subject] = e.QueueGroup
	}
	for _, subject := range servedSubjects {
		if served[subject] != subjects.QueueGroup {
			c.Errorf("%s is served in the queue group %q", subject, served[subject])
		}
	}
	if len(info.Endpoints) != len(servedSubjects) || len(stats.Endpoints) != len(servedSubjects) {
		c.Errorf("%d endpoints, statistics of %d", len(info.Endpoints), len(stats.Endpoints))
	}
}

// verb asks any one replica.
func verb[V any](c *client, v micro.Verb) (answer V) {
	c.Helper()
	subject, err := micro.ControlSubject(v, subjects.ServiceName, "")
	if err != nil {
		c.Fatal(err)
	}
	if err := json.Unmarshal(c.ask(subject, "", "").Data, &answer); err != nil {
		c.Fatal(err)
	}
	return answer
}
