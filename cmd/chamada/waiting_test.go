//go:build unix

package main

import (
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"syscall"
	"testing"

	"github.com/chamada/chamada/tests/faults"
	"github.com/chamada/chamada/tests/natstest"
)

// TestLeftWhileItWaits leaves the conversation while the reply of a start, or of a
// presence, is out: it took effect, but nothing of that may be claimed. What it says to
// ask with tells.
func TestLeftWhileItWaits(t *testing.T) {
	const askStart = `não se sabe se a chamada da turma 4040 foi aberta; pergunte com: chamada (teacher start 4040 --id \w+)`
	const askPresence = `não se sabe se a presença de 7 na turma 3030 valeu; pergunte com: chamada (student present 3030 --student 7 --id \w+)`
	for _, c := range []struct {
		name, ready, types string
		args               []string
		ask, told          string
	}{
		{"start", forClass, "4040", []string{"teacher"}, askStart, "4040: chamada aberta em"},
		{"presence", "matrícula:", "7", []string{"student", "3030"}, askPresence,
			"7: presença registrada"},
	} {
		for how, leaves := range map[string]struct {
			waits string // for the reply; an interrupt must come before that is over
			stop  func(*person)
		}{"Ctrl-C": {"1m", interrupted}, "Ctrl-D": {"3s", timedOut}} {
			t.Run(c.name+" "+how, func(t *testing.T) {
				t.Parallel()
				url := serving(t)
				says(t, url, 0, "aberta", "teacher", "start", "3030")
				proxy := natstest.Proxy(t, url)
				p := sit(t, 24, 200, []string{"NATS_URL=" + proxy.URL()},
					append(slices.Clone(c.args), "--timeout", leaves.waits)...)
				p.sees(c.ready)
				proxy.Stall(faults.ToClient)
				p.types(c.types + enter)
				p.sees("aguardando: ainda sem resposta…")
				leaves.stop(p)
				if status := p.leaves(); status != 1 {
					t.Errorf("left with %d", status)
				}
				p.sees(c.ask)
				command := regexp.MustCompile(c.ask).FindStringSubmatch(p.sight())[1]
				says(t, url, 0, c.told, regexp.MustCompile(" ").Split(command, -1)...)
			})
		}
	}
}

func interrupted(p *person) { p.types("\x03") }

// timedOut waits until the line has its answer, that there is none, and leaves then.
func timedOut(p *person) {
	p.sees("não se sabe se o pedido valeu.*: ?")
	p.sees("(turma|matrícula):")
	p.types(leave)
}

// TestPipeLeftWhileItWaits interrupts a pipe while the reply to its last line is out.
func TestPipeLeftWhileItWaits(t *testing.T) {
	for line, c := range map[string]struct {
		args        []string
		first, told string // a line before it, which is answered
		want        string
	}{
		"4040": {[]string{"teacher"}, "5050", "5050: chamada aberta",
			`não se sabe se a chamada da turma 4040 foi aberta; pergunte com: chamada teacher start 4040 --id \w+`},
		"7": {[]string{"student", "3030"}, "8", "8: presença registrada",
			`não se sabe se a presença de 7 na turma 3030 valeu; pergunte com: chamada student present 3030 --student 7 --id \w+`},
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			url := serving(t)
			says(t, url, 0, "aberta", "teacher", "start", "3030")
			proxy := natstest.Proxy(t, url)
			cmd, log := exec.Command("chamada", c.args...), new(natstest.Log)
			cmd.Env = append(os.Environ(), "NATS_URL="+proxy.URL(), "LANG=pt_BR.UTF-8", "LC_ALL=",
				"XDG_CONFIG_HOME="+t.TempDir())
			cmd.Stdout, cmd.Stderr = log, log
			stdin, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = cmd.Process.Kill() })
			if _, err := io.WriteString(stdin, c.first+"\n"); err != nil {
				t.Fatal(err)
			}
			natstest.Eventually(t, "the first line is answered", func() bool {
				return log.Count(c.told) > 0
			})
			proxy.Stall(faults.ToClient)
			if _, err := io.WriteString(stdin, line+"\n"); err != nil {
				t.Fatal(err)
			}
			_ = stdin.Close() // the end of the input ends nothing that waits
			natstest.Eventually(t, "it waits", func() bool {
				return log.Count("ainda sem resposta") > 0
			})
			if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if status := cmd.ProcessState.ExitCode(); status != 1 {
				t.Errorf("left with %d", status)
			}
			if !regexp.MustCompile(c.want).MatchString(log.String()) {
				t.Errorf("it says\n%s", log)
			}
		})
	}
}
