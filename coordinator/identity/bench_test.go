package identity_test

import (
	"sync"
	"testing"
)

// BenchmarkLogins is whole logins, connection and server included, all in one
// process.
func BenchmarkLogins(b *testing.B) {
	s := startSystem(b)
	for name, abreast := range map[string]int{"one": 1, "64": 64} {
		b.Run(name, func(b *testing.B) {
			var clients sync.WaitGroup
			turns := make(chan struct{})
			for range abreast {
				clients.Go(func() {
					for range turns {
						if _, err := s.enter("porta-1", s.codes["porta-1"]); err != nil {
							b.Error(err)
						}
					}
				})
			}
			for b.Loop() {
				turns <- struct{}{}
			}
			close(turns)
			clients.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "logins/s")
		})
	}
}
