//go:build soak

package coro_test

import (
	"context"
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
			defer busy.Wait()
			defer close(quit)
			// The worst of a hundred is a few of all, and other programs may have hit just those: a loop that is late
			// is so each time.
			for try := 1; ; try++ {
				late, bare := lateness(t, 500)
				if err := onTime(t, late, bare, 99, test.limit); err == nil {
					break
				} else if try == 3 {
					t.Fatal(err)
				}
			}
		})
	}
}

// lateness is how late n sleeps were, and as many by the side that the loop has no part in.
func lateness(t *testing.T, n int) (late, bare []time.Duration) {
	const d = time.Millisecond
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		on := coro.RunningLoop(ctx)
		for range n {
			start := on.Time()
			_ = coro.Sleep(ctx, d)
			late = append(late, on.Time()-start-d)
			start = on.Time()
			time.Sleep(d)
			bare = append(bare, on.Time()-start-d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return late, bare
}
