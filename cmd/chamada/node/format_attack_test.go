package node_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/chamada/chamada/tests/natstest"
)

// TestNothingIsAFormat has a student, and strangers, choose everything that gets into the
// server's log so that it would be a format: there it stands as it was chosen.
func TestNothingIsAFormat(t *testing.T) {
	t.Parallel()
	log := new(natstest.Log)
	cfg := config(t)
	cfg.Logger = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s := startSchool(t, cfg)
	s.enrol(t)
	for what, attack := range map[string]struct{ sends, told string }{
		"a subject":          {"SUB %99d.subject 1\r\n", "%99d.subject"},
		"a SID":              {"SUB x.sid %99[1]s%n%sid\r\n", "%99[1]s%n%sid"},
		"a queue":            {"SUB x.queue %99d%!queue 3\r\n", "%99d%!queue"},
		"a SID with a queue": {"SUB x.both q %99d%s%both\r\n", "%99d%s%both"},
		"where it publishes": {"PUB %99d%v.publish 0\r\n\r\n", "%99d%v.publish"},
		"where replies go": {"PUB chamada.student.present _R_.%99d%v.reply 0\r\n\r\n",
			"_R_.%99d%v.reply"},
		"where a trace goes": {header("Nats-Trace-Dest", "%99d%v.trace"), "%99d%v.trace"},
		"a header and its name": {header("%99d%s", "%99d%v%header") + "SUB x.header 5\r\n",
			"x.header"},
		"a command": {"%99d%s%v%command\r\n", "%99d%s%v%command"},
	} {
		c := s.rude(t, s.main, "205182055")
		if _, err := c.Write([]byte(attack.sends)); err != nil {
			t.Fatal(err)
		}
		natstest.Eventually(t, what+" is in the log", func() bool {
			return strings.Contains(log.String(), attack.told)
		})
		_ = c.Close()
	}
	for _, field := range []string{"user", "auth_token", "jwt", "nkey", "name"} {
		s.greeted(t,
			fmt.Sprintf(`{"verbose":false,%q:"%%99d%%s%%%s","pass":"%%99d%%v"}`, field, field))
	}
	stop(t, s.main)
	for line := range strings.Lines(log.String()) {
		rest := strings.ReplaceAll(line, "%99d%!queue", "") // Go writes %! for a bad format
		if strings.Contains(rest, "%!") || strings.Contains(rest, strings.Repeat(" ", 90)) {
			t.Errorf("something in it was a format: %s", line)
		}
	}
}

// header is a presence with one more header.
func header(name, value string) string {
	head := fmt.Sprintf("NATS/1.0\r\n%s: %s\r\n\r\n", name, value)
	return fmt.Sprintf("HPUB chamada.student.present %d %d\r\n%s\r\n", len(head), len(head), head)
}
