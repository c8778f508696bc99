package identity_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/coordinator/identity"
	"github.com/chamada/chamada/subjects"
)

// TestRights is what each role may publish and subscribe to, and what not: the
// same lists are tried by all.
func TestRights(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	publish := []string{
		subjects.StudentPresent, subjects.TeacherStart, subjects.TeacherEnd, subjects.TeacherList,
		subjects.Journal, subjects.EventEnded(3030), "chamada.users.changed.clara", "_INBOX.davi.x",
		"_R_.x", "$SRV.PING",
		"$JS.API.INFO", "$JS.API.STREAM.PURGE.CHAMADA", "$JS.API.STREAM.MSG.GET.CHAMADA",
		"$JS.chamada.API.STREAM.INFO.CHAMADA", "chamada.audit.class_put",
		"$JS.chamada.API.STREAM.MSG.GET.CHAMADA_AUDIT",
		"$JS.chamada.API.STREAM.MSG.GET.CHAMADA_RECORDS", "$JS.ACK.CHAMADA_RECORDS.x.1.1.1.1.0",
		"$KV.chamada-users.davi", "$SYS.REQ.USER.AUTH", "$SYS.REQ.SERVER.PING", "x",
	}
	subscribe := []string{
		"_INBOX.>", "_INBOX.*.>", "_INBOX.davi.>", "_R_.>", ">", "chamada.>",
		subjects.StudentPresent, subjects.TeacherEnd,
		subjects.Journal, subjects.AllEvents, subjects.EventEnded(3030), "$KV.>", "$JS.API.>",
		"chamada.audit.>", "$SYS.>", "$SYS.REQ.USER.AUTH", "$SRV.>",
	}
	requests := []string{subjects.TeacherStart, subjects.TeacherEnd, subjects.TeacherList}
	for login, may := range map[string]struct{ publish, subscribe []string }{
		"042191010": {[]string{subjects.StudentPresent}, nil},
		"porta-1":   {[]string{subjects.StudentPresent}, nil},
		"clara":     {requests, []string{subjects.AllEvents, subjects.EventEnded(3030)}},
		"root+watch": {nil,
			[]string{"chamada.>", subjects.StudentPresent, subjects.TeacherEnd, subjects.Journal,
				subjects.AllEvents, subjects.EventEnded(3030), "chamada.audit.>"}},
		"root": {
			append(
				[]string{subjects.StudentPresent, "$SRV.PING",
					"$JS.chamada.API.STREAM.INFO.CHAMADA", "$KV.chamada-users.davi",
					"$JS.chamada.API.STREAM.MSG.GET.CHAMADA_AUDIT",
					"$JS.chamada.API.STREAM.MSG.GET.CHAMADA_RECORDS",
					"$JS.ACK.CHAMADA_RECORDS.x.1.1.1.1.0"}, requests...),
			[]string{"chamada.>", subjects.StudentPresent, subjects.TeacherEnd, subjects.Journal,
				subjects.AllEvents, subjects.EventEnded(3030), "chamada.audit.>"},
		},
	} {
		t.Run(login, func(t *testing.T) {
			c := s.raw(t, login)
			for _, subject := range publish {
				c.send("PUB %s 1\r\nx\r\n", subject)
				if got, want := !c.refused(), slices.Contains(may.publish, subject); got != want {
					t.Errorf("may publish %s: %t", subject, got)
				}
			}
			for _, subject := range append(subscribe, subjects.InboxPrefix(login)+".>") {
				want := slices.Contains(may.subscribe, subject) ||
					subject == subjects.InboxPrefix(login)+".>" && login != "root+watch"
				for _, group := range []string{"", subjects.QueueGroup, "x.y"} {
					c.send("SUB %s %s 7\r\n", subject, group)
					if got := !c.refused(); got != (want && group == "") {
						t.Errorf("may subscribe to %s in the group %q: %t", subject, group, got)
					}
					c.send("UNSUB 7\r\n")
				}
			}
		})
	}
	s.checkJournal(t)
}

// TestAsked is who the coordinator sees, with a header that a plain client forges.
func TestAsked(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	forged :=
		nats.Header{
			"Nats-Request-Info": {`{"acc":"ADMINS","user":"root"}`,
				`{"acc":"TEACHERS","user":"davi"}`}}
	for login, want := range map[string]map[string]string{
		"042191010": {subjects.StudentPresent: "student 042191010"},
		"porta-1":   {subjects.StudentPresent: "kiosk porta-1"},
		"clara": {subjects.TeacherStart: "teacher clara", subjects.TeacherEnd: "teacher clara",
			subjects.TeacherList: "teacher clara"},
		"root": {subjects.TeacherEnd: "admin root", subjects.StudentPresent: "admin root"},
	} {
		c := s.login(t, login, nats.Name("davi"))
		for subject, who := range want {
			for _, header := range []nats.Header{nil, forged,
				{"nats-request-info": forged["Nats-Request-Info"]},
				{"X": {"1"}, "Nats-Msg-Id": {"7"}}} {
				if got := ask(c, subject, header); got != who {
					t.Errorf("%s asks %s with %v as %q", login, subject, header, got)
				}
			}
		}
	}
	r, err := s.core.Request(subjects.TeacherEnd, nil, patience)
	if err != nil || string(r.Data) != " " {
		t.Errorf("a request from the coordinators' own account is %q's, %v", r.Data, err)
	}
}

// TestForgedBytes forges the header below the client library, where the server
// and the library do not agree on what a line is.
func TestForgedBytes(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	const forged = `Nats-Request-Info: {"acc":"STUDENTS","user":"205182055"}`
	many := ""
	for i := range 200 { // each shorter than it could be
		many += fmt.Sprintf("A%d:\n", i)
	}
	for header, want := range map[string]string{
		"NATS/1.0\r\n\r\n":                                  "student 042191010",
		"NATS/1.0\r\nA:1\r\nB: 2\r\n\r\n":                   "student 042191010",
		"NATS/1.0\r\n" + forged + "\r\n\r\n":                "student 042191010",
		"NATS/1.0\r\nA: 1\n" + forged + "\r\n\r\n":          " ", // both are seen
		"NATS/1.0\r\n" + forged + "\n\nXX":                  " ", // the server's is behind the end
		"NATS/1.0\r\n" + forged + "\r\n\n\r\n":              "student 042191010",
		"NATS/1.0\r\nA: 1\n" + forged + "\n\n\r\n":          " ",
		"NATS/1.0\r\n" + forged + "\n:XX":                   " ", // its line has no name
		"NATS/1.0\r\n" + forged + "\nA: XX":                 " ", // it is a value
		"NATS/1.0\r\n" + forged + "\nAXX":                   " ", // it is in a name
		"NATS/1.0 503 No " + forged + "\r\n\r\n":            " ",
		"NATS/1.0 503\n" + forged + "\n\nXX":                " ",
		"NATS/1.0\n" + many + forged + "\n\nXX":             " ", // there would be room
		"NATS/1.0\r\nA: " + forged + "\r\n\r\n":             " ",
		"NATS/1.0\r\n" + forged + "\r\nNats-Request-InfoXX": " ",
		"junk\r\n\r\n":                 " ", // nothing is parsed
		"NATS/1.0\r\nno colon\r\n\r\n": " ",
	} {
		if got := s.raw(t, "042191010").ask("042191010", subjects.StudentPresent,
			header); got != want {
			t.Errorf("%.80q is %q's", header, got)
		}
	}
}

// TestReplies makes the coordinator reply where the client may not publish.
func TestReplies(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	seen := make(chan string, 64)
	for _, subject := range []string{subjects.Journal, subjects.TeacherEnd, "chamada.event.>",
		"$KV.>", "$JS.API.STREAM.PURGE.CHAMADA"} {
		if _, err := s.core.Subscribe(subject, func(m *nats.Msg) {
			seen <- m.Subject
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.core.Flush(); err != nil {
		t.Fatal(err)
	}
	targets := []string{
		subjects.TeacherEnd, subjects.StudentPresent, subjects.Journal, subjects.EventEnded(1),
		"$KV.chamada-users.clara",
		"$JS.API.STREAM.PURGE.CHAMADA", "$JS.chamada.API.STREAM.MSG.GET.CHAMADA",
	}
	admin := []string{
		subjects.TeacherStart, subjects.StudentPresent, "$SRV.PING", "$SRV.INFO",
		"$JS.chamada.API.STREAM.INFO.CHAMADA",
		"$JS.chamada.API.STREAM.MSG.GET.CHAMADA", "$JS.chamada.API.STREAM.MSG.GET.KV_chamada-users",
	}
	for login, requests := range map[string][]string{
		"042191010": {subjects.StudentPresent}, "porta-1": {subjects.StudentPresent},
		"clara": {subjects.TeacherStart}, "root": admin,
	} {
		c := s.raw(t, login)
		for _, request := range requests {
			for _, target := range targets {
				c.send("PUB %s %s 9\r\n{\"seq\":1}\r\n", request, target)
			}
		}
		if !c.refused() {
			t.Errorf("%s may have replies sent to JetStream", login)
		}
	}
	// What was asked is answered when something that was asked later is.
	if got := ask(s.login(t, "clara"), subjects.TeacherList, nil); got != "teacher clara" {
		t.Error(got)
	}
	if err := s.core.Flush(); err != nil {
		t.Fatal(err)
	}
	for range len(seen) {
		t.Errorf("%s was published", <-seen)
	}
	s.checkJournal(t)
	s.login(t, "clara")
}

// checkJournal: nobody has written into it, nor taken anything out.
func (s *system) checkJournal(t *testing.T) {
	t.Helper()
	js, err := jetstream.New(s.core)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(timeout(t), "CHAMADA")
	if err != nil {
		t.Fatal(err)
	}
	if state := stream.CachedInfo().State; state.FirstSeq != 1 || state.LastSeq != 1 ||
		state.Msgs != 1 {
		t.Errorf("the journal was touched: %+v", state)
	}
}

// TestPushedJournal has the streams themselves publish, as an admin who may make consumers of
// them, where an admin may not.
func TestPushedJournal(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	js, err := jetstream.New(s.core)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(timeout(t), jetstream.StreamConfig{Name: subjects.RecordStream,
		Subjects: []string{"chamada.record.kept.>"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := js.Publish(timeout(t), "chamada.record.kept.1.x", []byte("{}")); err != nil {
		t.Fatal(err)
	}
	c := s.login(t, "root")
	for i, target := range []string{"$JS.API.STREAM.PURGE.CHAMADA", "$JS.API.STREAM.DELETE.CHAMADA",
		subjects.Journal, "$KV.chamada-users.clara", subjects.TeacherEnd, "chamada.audit.logins",
		"chamada.record.kept.1.y"} {
		for _, stream := range []string{"CHAMADA", subjects.RecordStream} {
			name := fmt.Sprint("c", i)
			r, err := c.Request("$JS.chamada.API.CONSUMER.CREATE."+stream+"."+name,
				fmt.Appendf(nil, `{"stream_name":%q,"config":{"name":%q,"ack_policy":"none",`+
					`"headers_only":true,"deliver_subject":%q}}`, stream, name, target), patience)
			switch {
			case stream == "CHAMADA" && err != nil:
				t.Fatal(err)
			case stream != "CHAMADA" && !errors.Is(err, nats.ErrNoResponders):
				t.Errorf("a consumer of %s was made: %v %s", stream, err, r.Data)
			case err == nil:
				t.Logf("%s: %.100s", target, r.Data)
			}
		}
	}
	// A consumer that is pulled from works, and is later than those.
	if r, err := c.Request("$JS.chamada.API.CONSUMER.CREATE.CHAMADA.own",
		[]byte(`{"stream_name":"CHAMADA","config":{"name":"own","ack_policy":"none"}}`),
		patience); err != nil {
		t.Fatal(err, r)
	}
	r, err := c.Request("$JS.chamada.API.CONSUMER.MSG.NEXT.CHAMADA.own",
		[]byte(`{"batch":1,"expires":1000000000}`), patience)
	if err != nil || string(r.Data) != "{}" {
		t.Fatalf("the journal cannot be read: %v, %v", r, err)
	}
	kept, err := js.Stream(timeout(t), subjects.RecordStream)
	if err != nil || kept.CachedInfo().State.LastSeq != 1 {
		t.Errorf("the records were touched: %+v, %v", kept.CachedInfo(), err)
	}
	s.checkJournal(t)
	if got := ask(s.login(t, "clara"), subjects.TeacherList, nil); got != "teacher clara" {
		t.Error(got)
	}
}

// TestTraffic is what an admin sees of others.
func TestTraffic(t *testing.T) {
	t.Parallel()
	s := startSystem(t)
	watcher := s.login(t, "root"+identity.Watch)
	seen, err := watcher.SubscribeSync("chamada.>")
	if err != nil {
		t.Fatal(err)
	}
	if err := watcher.Flush(); err != nil {
		t.Fatal(err)
	}
	c := s.login(t, "root")
	journal, err := c.SubscribeSync("chamada.>")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Flush(); err != nil {
		t.Fatal(err)
	}
	if got := ask(s.login(t, "042191010"), subjects.StudentPresent,
		nil); got != "student 042191010" {
		t.Error(got)
	}
	if m, err := seen.NextMsg(patience); err != nil || m.Subject != subjects.StudentPresent {
		t.Errorf("%v, %v", m, err)
	}
	if err := s.core.Publish(subjects.Journal, []byte("a record")); err != nil {
		t.Fatal(err)
	}
	if m, err := journal.NextMsg(patience); err != nil || m.Subject != subjects.Journal {
		t.Errorf("%v, %v", m, err)
	}
	replies := make(chan *nats.Msg, 8)
	inbox := c.NewRespInbox()
	if _, err := c.ChanSubscribe(inbox, replies); err != nil {
		t.Fatal(err)
	}
	desk(t, s.connect(t, s.secret.Coordinator()))
	if err := c.PublishRequest("$SRV.PING.chamada", inbox, nil); err != nil {
		t.Fatal(err)
	}
	for range 2 { // coordinators
		select {
		case <-replies:
		case <-time.After(patience):
			t.Fatal("the micro service is not seen")
		}
	}
}
