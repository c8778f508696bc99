package coordinator_test

import (
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

// TestCodesWaitForTheThirdVersion has a journal of the second version, which others may
// still write: what it cannot hold is refused, nothing else is, until it is raised.
func TestCodesWaitForTheThirdVersion(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	made := start(t, url)
	nc := natstest.Connect(t, url)
	if err := made.stop(); err != nil {
		t.Fatal(err)
	}
	remakeInVersion(t, url, "2")
	start(t, url)

	const coded = `{"class":3030,"code_every":30}`
	refused := func(subject, request string) {
		t.Helper()
		if got, _ := errorOf(ask(t, nc, subject, "", request)); got != subjects.Upgrading {
			t.Errorf("%s %s: %q", subject, request, got)
		}
	}
	refused(subjects.TeacherStart, coded)
	refused(subjects.TeacherCode, `{"class":3030}`)
	refused(subjects.TeacherCheck, `{"class":3030}`)
	refused(subjects.TeacherMark, `{"class":3030,"student":"1","present":true}`)
	refused(subjects.StudentScan, `{"class":3030,"code":"482913"}`)
	ask(t, nc, subjects.TeacherStart, "", `{"class":4040}`)
	var came subjects.Presence
	read(t,
		ask(t, nc, subjects.StudentPresent, "",
			`{"class":4040,"student":"1","code":"482913","device":"d"}`), &came)
	if came.Refused() {
		t.Errorf("a roll call without a code wants one: %+v", came)
	}
	if reply := ask(t, nc, subjects.JournalRaise, "",
		`{}`); reply.Header.Get(subjects.HeaderStatus) != "" {
		t.Fatalf("not raised: %s", reply.Data)
	}
	var started subjects.Started
	read(t, ask(t, nc, subjects.TeacherStart, "", coded), &started)
	if started.CodeEvery != 30 {
		t.Errorf("raised, and started %+v", started)
	}
}

// TestClassesWaitForTheFourthVersion has a journal of the third version, which cannot say of a
// start who the class's teachers are, nor from when lateness counts: no class list is put or
// removed, a start takes none, and one that says when is refused, until it is raised.
func TestClassesWaitForTheFourthVersion(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, t.TempDir()).ClientURL()
	made := start(t, url)
	nc := natstest.Connect(t, url)
	answered := func(want subjects.Code, subject, request string) {
		t.Helper()
		if code, _ := errorOf(ask(t, nc, subject, "", request)); code != want {
			t.Errorf("%s %s: %q, not %q", subject, request, code, want)
		}
	}
	const coTaught = `{"class":3030,"students":[{"student":"1"}],"teachers":["clara","davi"]}`
	answered("", subjects.ClassPut, coTaught) // its list only another journal knows of
	if err := made.stop(); err != nil {
		t.Fatal(err)
	}
	remakeInVersion(t, url, "3")
	start(t, url)

	answered(subjects.Upgrading, subjects.ClassPut,
		`{"class":4040,"students":[{"student":"1"}],"teachers":["clara"]}`)
	answered(subjects.Upgrading, subjects.ClassRemove, `{"class":3030,"revision":1}`)
	answered(subjects.NoClass, subjects.ClassGet, `{"class":4040}`)
	answered(subjects.Upgrading, subjects.TeacherStart, `{"class":3030,"at":"08:00"}`)
	answered("", subjects.TeacherStart, `{"class":3030}`)
	answered("", subjects.StudentPresent, `{"class":3030,"student":"1"}`)
	answered("", subjects.TeacherEnd, `{"class":3030}`)
	answered("", subjects.JournalRaise, `{}`)
	answered("", subjects.ClassPut,
		`{"class":4040,"students":[{"student":"1"}],"teachers":["clara"]}`)
	answered("", subjects.TeacherStart, `{"class":4040,"at":"08:00"}`)
}

// remakeInVersion makes the journal anew as a program of that version did.
func remakeInVersion(t *testing.T, url, version string) {
	t.Helper()
	js, err := jetstream.New(natstest.Connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), "CHAMADA")
	if err != nil {
		t.Fatal(err)
	}
	config := stream.CachedInfo().Config
	config.Metadata["chamada.version"] = version
	if err := js.DeleteStream(t.Context(), "CHAMADA"); err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	if _, err := js.Publish(t.Context(), subjects.Journal, []byte("nobody's")); err != nil {
		t.Fatal(err)
	}
}
