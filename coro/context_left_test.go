package coro_test

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// counted is a context of a program that outlives its loops. It counts the functions that wait for its end: as long as
// one does, it keeps a loop in memory.
type counted struct {
	context.Context
	done  chan struct{}
	mu    sync.Mutex
	waits map[*func()]bool
}

func newCounted(from context.Context) *counted {
	return &counted{Context: from, done: make(chan struct{}), waits: map[*func()]bool{}}
}

func (c *counted) Done() <-chan struct{} { return c.done }

func (c *counted) AfterFunc(f func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits[&f] = true
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		defer delete(c.waits, &f)
		return c.waits[&f]
	}
}

func (c *counted) left() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.waits)
}

// Nothing of a loop that is closed, however hard, is left behind in a context that lives on.
func TestContext_NothingIsLeftBehind(t *testing.T) {
	waits := func(ctx context.Context) error { return coro.Sleep(ctx, time.Hour) }
	for _, test := range []struct {
		name string
		play func(l *loop.Loop, c *counted)
		want int // how many wait for the end of c while the loop lives
	}{
		{"a task that has not begun", func(l *loop.Loop, c *counted) { coro.Go(c, waits) }, 1},
		{"a task that waits", func(l *loop.Loop, c *counted) {
			coro.Go(c, waits)
			l.Stop()
			_ = l.RunForever()
		}, 1},
		{"an await", func(l *loop.Loop, c *counted) {
			coro.Go(coro.Context(l), func(ctx context.Context) error {
				c.Context = ctx
				return waits(c)
			})
			l.Stop()
			_ = l.RunForever()
		}, 1},
		{"a task that ends in the last turn", func(l *loop.Loop, c *counted) {
			coro.Go(c, func(context.Context) error { return nil })
			l.Stop()
			_ = l.RunForever()
		}, 1},
		{"a task that has ended", func(l *loop.Loop, c *counted) {
			coro.Go(c, func(context.Context) error { return nil })
			for range 2 {
				l.Stop()
				_ = l.RunForever()
			}
		}, 0},
	} {
		for clock, opt := range map[string]loop.Option{"virtual": loop.VirtualClock(), "real": loop.Logger(quiet())} {
			t.Run(test.name+", "+clock, func(t *testing.T) {
				l := loop.New(opt, loop.Logger(quiet()))
				c := newCounted(coro.Context(l))
				test.play(l, c)
				wantEqual(t, "waits while the loop lives", c.left(), test.want)
				wantErr(t, "Close", l.Close(), nil)
				wantEqual(t, "waits after it", c.left(), 0)
			})
		}
	}
}

// The same when main ends the goroutine of Run.
func TestContext_NothingIsLeftBehindByGoexit(t *testing.T) {
	c := newCounted(context.Background())
	if !gone(func() {
		_ = coro.Run(c, func(ctx context.Context) error {
			wantEqual(t, "waits while main runs", c.left(), 1)
			runtime.Goexit()
			return nil
		})
	}) {
		t.Error("Run has returned")
	}
	wantEqual(t, "waits", c.left(), 0)
}
