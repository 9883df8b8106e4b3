//go:build soak

package coro_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

func TestG9_SoakNoEarlyTimeout(t *testing.T) { noEarlyTimeout(t, 1000) }

func TestG10_SoakLateness(t *testing.T) {
	for _, test := range []struct {
		name  string
		busy  int
		limit time.Duration
	}{{"idle", 0, 2 * time.Millisecond}, {"two busy cores", 2, 10 * time.Millisecond}} {
		t.Run(test.name, func(t *testing.T) {
			quit := make(chan struct{})
			var busy sync.WaitGroup
			for range test.busy {
				busy.Go(func() {
					for {
						select {
						case <-quit:
							return
						default:
						}
					}
				})
			}
			late := lateness(t, 2000)
			close(quit)
			busy.Wait()
			if p99 := late[len(late)*99/100]; p99 > test.limit {
				t.Errorf("99%% are at most %v late, want %v", p99, test.limit)
			}
		})
	}
}

// lateness is how late n sleeps were, sorted.
func lateness(t *testing.T, n int) (late []time.Duration) {
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		on := coro.RunningLoop(ctx)
		for range n {
			start := on.Time()
			_ = coro.Sleep(ctx, time.Millisecond)
			late = append(late, on.Time()-start-time.Millisecond)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(late)
	return late
}
