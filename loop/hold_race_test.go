package loop_test

import (
	"testing"
	"time"

	"github.com/goasyncio/asyncio/loop"
)

// What is posted before a hold is released comes first: it is no deadlock, and
// no virtual clock jumps, however the loop looks at the two.
func TestAPostBeforeTheRelease(t *testing.T) {
	for name, opt := range map[string]loop.Option{"virtual clock": loop.VirtualClock(), "real clock": loop.DetectDeadlock()} {
		t.Run(name, func(t *testing.T) {
			l := loop.New(opt)
			defer l.Close()
			for i := range 3000 {
				timer, _ := l.CallLater(time.Hour, func() { t.Error("the clock jumped"); l.Stop() })
				if i%2 == 0 {
					timer.Cancel()
				}
				release := l.Hold()
				go func() {
					_, _ = l.CallSoonThreadsafe(l.Stop)
					release()
				}()
				if err := l.RunForever(); err != nil {
					t.Fatalf("run %d: %v", i, err)
				}
				timer.Cancel()
			}
		})
	}
}
