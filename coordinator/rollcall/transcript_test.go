package rollcall_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chamada/chamada/coordinator/rollcall"
)

var update = flag.Bool("update", false, "rewrite testdata/*.txt with what the state machine says")

// TestTranscripts plays the files of testdata. A block is one record: its
// requests, a line ----, and their replies; or a sweep, and what memory holds
// then; or a question about the state. A record whose first line is "age 3h", or "age 3h
// off 12h", is of the second version, one with "version 4 age 3h after 2 fence" of the
// fourth. Blocks are apart by an empty line, and one without ---- is prose.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want))
			if *update {
				err = os.WriteFile(file, got, 0o644)
			}
			if err != nil || !*update && !bytes.Equal(got, want) {
				t.Errorf("%s: %v; go test -update rewrites it\n%s", file, err, got)
			}
		})
	}
}

// play gives a transcript as it should be.
func play(t *testing.T, text string) []byte {
	c := newCluster(1)
	var played []string
	for block := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if input, _, ok := strings.Cut(block, "\n----"); ok {
			block = input + "\n----\n" + strings.Join(elide(answer(t, c, input)), "\n")
		}
		played = append(played, block)
	}
	return []byte(strings.Join(played, "\n\n") + "\n")
}

// answer applies a block as a record, or does or answers what else it asks.
func answer(t *testing.T, c *cluster, input string) []string {
	s := c.replicas[0]
	if at, ok := strings.CutPrefix(input, "sweep "); ok {
		c.history.now = parseTime(t, at)
		s.Sweep(c.history.now)
		return []string{s.memory().String()}
	}
	switch input {
	case "low-water":
		return []string{fmt.Sprintf("the journal is needed from record %d", s.LowWater())}
	case "replay":
		if !bytes.Equal(c.replay(s.LowWater(), never).Dump(c.history.now), s.Dump(c.history.now)) {
			return []string{"other rolls"}
		}
		return []string{fmt.Sprintf("from record %d: the same rolls", s.LowWater())}
	}
	var requests []request
	at := entering{record: s.Next(), rules: rollcall.ByStamps}
	for line := range strings.SplitSeq(input, "\n") {
		if strings.HasPrefix(line, "age ") || strings.HasPrefix(line, "version ") {
			parseAge(t, line, &at)
			continue
		}
		requests = append(requests, parse(t, line)...)
		c.history.now = max(c.history.now, requests[len(requests)-1].time)
	}
	at.written = c.history.now
	c.foresee(at, requests)
	return strings.Split(strings.Join(c.apply(t, at, requests), "\n"), "\n")
}

// parseAge reads "age 3h", "age 3h off 12h" or "version 4 age 3h after 2 fence".
func parseAge(t *testing.T, line string, at *entering) {
	at.rules, at.after = rollcall.ByAge, at.record-1
	words := strings.Fields(line)
	for i, word := range words {
		var err error
		switch word {
		case "age":
			at.age, err = parseDuration(words[i+1])
		case "off":
			at.off, err = parseDuration(words[i+1])
		case "version":
			var n int
			n, err = strconv.Atoi(words[i+1])
			at.rules = rollcall.Rules(n)
		case "after":
			at.after, err = strconv.ParseUint(words[i+1], 10, 64)
		case "fence":
			at.fence = true
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func parseDuration(text string) (rollcall.Age, error) {
	d, err := time.ParseDuration(text)
	return rollcall.Age(d.Milliseconds()), err
}

// parse reads "day1 08:00:00 present 3030 042191010 id=x try=2", and for teachers
// "by=clara", for admins "by=root any". Students may be a range, 1..200.
func parse(t *testing.T, line string) []request {
	words := append(strings.Fields(line), "", "", "", "") // so that a short line has no verb
	q := request{verb: words[2], time: parseTime(t, words[0]+" "+words[1])}
	if _, ok := verbs[q.verb]; !ok {
		t.Fatalf("%q is not a request", line)
	}
	q.class, _ = strconv.ParseUint(words[3], 10, 64)
	for _, word := range words[4:] {
		if id, ok := strings.CutPrefix(word, "id="); ok {
			q.id = id
		} else if by, ok := strings.CutPrefix(word, "by="); ok {
			q.by = by
		} else if try, ok := strings.CutPrefix(word, "try="); ok {
			n, _ := strconv.ParseUint(try, 10, 32)
			q.try = uint32(n)
		} else if born, ok := strings.CutPrefix(word, "born="); ok {
			n, _ := strconv.ParseInt(born, 10, 64)
			q.born = rollcall.Time(n)
		} else if q.parseClassroom(word) || q.parseTerms(word) {
			continue
		} else if word == "detail" {
			q.detail = true
		} else if word == "last" {
			q.last = true
		} else if word == "any" {
			q.any = true
		} else if word != "" {
			q.student = word
		}
	}
	return q.each()
}

// parseTime reads what clock writes.
func parseTime(t *testing.T, text string) rollcall.Time {
	date, of, _ := strings.Cut(text, " ")
	at, err := time.Parse("15:04:05", of)
	days, err2 := strconv.Atoi(strings.TrimPrefix(date, "day"))
	if err != nil || err2 != nil {
		t.Fatalf("%q is not a time", text)
	}
	return day1 + rollcall.Time(days-1)*day +
		rollcall.Time(at.Sub(at.Truncate(24*time.Hour)).Milliseconds())
}

// each is q for every student of a range.
func (q request) each() []request {
	first, last, ok := strings.Cut(q.student, "..")
	if !ok {
		return []request{q}
	}
	from, _ := strconv.Atoi(first)
	to, _ := strconv.Atoi(last)
	var all []request
	for n := from; n <= to; n++ {
		q.student = strconv.Itoa(n)
		all = append(all, q)
	}
	return all
}

// elide leaves out what is between the first and last of many lines.
func elide(lines []string) []string {
	if len(lines) <= 24 {
		return lines
	}
	between := fmt.Sprintf("... %d lines", len(lines)-4)
	return append([]string{lines[0], lines[1], between}, lines[len(lines)-2:]...)
}
