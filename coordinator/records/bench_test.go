package records_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/chamada/chamada/clients"
	"github.com/chamada/chamada/coordinator"
	"github.com/chamada/chamada/coordinator/marks"
	"github.com/chamada/chamada/coordinator/records"
	"github.com/chamada/chamada/subjects"
	"github.com/chamada/chamada/tests/natstest"
)

var (
	classesOf  = flag.Int("records.classes", 20, "classes of the school of the benchmark")
	daysOf     = flag.Int("records.days", 100, "roll calls of each of its classes")
	studentsOf = flag.Int("records.students", 60, "students of each of its classes")
)

func bigRoster(class subjects.Class) *records.Roster {
	r := &records.Roster{Class: class, Revision: 1}
	for i := range *studentsOf {
		r.Students = append(r.Students, subjects.Enrolled{
			Student: subjects.Student(fmt.Sprintf("%04d%05d", class, i)),
			Name:    fmt.Sprintf("Ana Beatriz Souza da Conceição %d", i*7919%1000)})
	}
	return r
}

func bigRoll(class subjects.Class, day int) *records.Kept {
	k := roll(class, day, students)
	k.Name = "Sistemas Distribuídos"
	for i := range *studentsOf {
		if (i+day)%6 > 0 {
			k.Arrivals = append(k.Arrivals, marks.Arrival{
				Student: subjects.Student(fmt.Sprintf("%04d%05d", class, i)),
				At:      k.Started + subjects.Time(i*1009),
				Receipt: subjects.Position{Record: uint64(1000*day + i/4), Index: uint32(i % 4)},
			})
		}
	}
	return k
}

// school has the records of a school kept, and gives the address of a server that has just been
// started on them: of what it has just written one has more in memory than after a while.
func school(b *testing.B) (url string) {
	b.Helper()
	dir := b.TempDir()
	server := natstest.Start(b, dir)
	s := open(b, server.ClientURL())
	js, err := jetstream.New(natstest.Connect(b, server.ClientURL()))
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	for day := range *daysOf {
		for class := range *classesOf {
			k := bigRoll(subjects.Class(class+1), day)
			if day == 0 {
				err = s.Keep(b.Context(), k, bigRoster(k.Class))
			} else {
				_, err = js.PublishMsgAsync(records.Sealed(k))
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		<-js.PublishAsyncComplete()
	}
	b.Logf("stored in %v, memory %d MB", time.Since(began), heap())
	if err := server.Shutdown(); err != nil {
		b.Fatal(err)
	}
	return natstest.Start(b, dir).ClientURL()
}

// BenchmarkReports reads the reports of a school. What it logs beside the time of one: that of the
// first, of the whole school, and how much memory that leaves.
func BenchmarkReports(b *testing.B) {
	s := open(b, school(b))
	report := func(class int) {
		var sum marks.Sum
		present := records.Entries(bigRoster(subjects.Class(class)).Students)
		err := s.Reader(subjects.Class(class), 1, present).Each(b.Context(), "", "",
			func(s *records.State) error {
				m := s.Compute()
				sum.Add(&m)
				return nil
			})
		if err != nil || sum.Rolls != *daysOf {
			b.Error(sum.Rolls, err)
		}
		records.ReportLines(&sum, present, 200)
	}
	read(b, 1, report)
}

// BenchmarkReportsOverTheBus is the same for who asks a coordinator.
func BenchmarkReportsOverTheBus(b *testing.B) {
	url := school(b)
	c, err := coordinator.New(coordinator.Config{Connect: dialing(url), Replicas: 1,
		Logger: slog.New(slog.DiscardHandler), Registry: prometheus.NewRegistry(), Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) && err != nil {
			b.Error(err)
		}
	})
	<-c.Ready()
	client := clients.New(natstest.Connect(b, url))
	read(b, runtime.GOMAXPROCS(0), func(class int) {
		all, err := client.Report(b.Context(),
			subjects.ReportRequest{Class: subjects.Class(class)})
		if err != nil || all.Rolls != *daysOf || len(all.Students) != *studentsOf {
			b.Error(all.Rolls, len(all.Students), err)
		}
	})
}

// read reads the first report, those of the whole school, so many at once, and the first again and
// again.
func read(b *testing.B, atOnce int, report func(class int)) {
	b.Helper()
	began, used := time.Now(), cpu()
	report(1)
	b.Logf("the first report took %v, %v of a processor", time.Since(began), cpu()-used)
	began, used = time.Now(), cpu()
	var asking sync.WaitGroup
	for first := range atOnce {
		asking.Go(func() {
			for class := first; class < *classesOf; class += atOnce {
				report(class + 1)
			}
		})
	}
	asking.Wait()
	b.Logf("the school took %v, %v of a processor", time.Since(began), cpu()-used)
	b.Logf("memory %d MB, rss %s", heap(), rss())
	for b.Loop() {
		report(1)
	}
}

// cpu is how long this process has had a processor: what a machine that does nothing else would
// take, or less.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse >> 20
}

func rss() string {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}
