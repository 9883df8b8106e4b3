package coro

import (
	"context"
	"sync"
	"time"

	"github.com/goasyncio/asyncio/loop"
)

// threadCall is a thread call without its type. It is the ctx of its function,
// which carries the values of the caller, leads from there to the call, and
// ends with the call, with its await, or with the loop: when that closes nobody
// awaits the call any more.
//
// Most functions never look at their ctx. So the context of the standard library
// that does all this is made when one does for the first time.
type threadCall struct {
	call   loop.Call
	rt     *realm
	values context.Context // of the caller
	code   uintptr         // of the function

	mu     sync.Mutex // guards what follows: the function is on its worker, the end on the loop
	ended  bool
	real   context.Context // nil until the function looks at its ctx
	cancel func()
}

// end ends the ctx.
func (c *threadCall) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = true
	if c.cancel != nil {
		c.cancel()
	}
}

// context is the context that does the work.
func (c *threadCall) context() context.Context {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.real == nil {
		c.real, c.cancel = context.WithCancel(&closeContext{context.WithoutCancel(c.values), c.rt})
		if c.ended {
			c.cancel()
		}
	}
	return c.real
}

// Deadline says that there is none.
func (c *threadCall) Deadline() (time.Time, bool) { return time.Time{}, false }

// Done is closed when the ctx ends.
func (c *threadCall) Done() <-chan struct{} { return c.context().Done() }

// Err is nil until then.
func (c *threadCall) Err() error { return c.context().Err() }

// Value finds the call, and the values of the caller.
func (c *threadCall) Value(key any) any {
	if _, ok := key.(taskKey); ok {
		return c
	}
	return c.context().Value(key)
}

// Name is the function's name.
func (c *threadCall) Name() string { return c.rt.codeName(c.code) }

// String names the call, for contexts that print their parents.
func (c *threadCall) String() string { return "coro(thread call of " + c.Name() + ")" }

// closeContext is a context that ends when the loop closes.
type closeContext struct {
	context.Context
	rt *realm
}

// Done is closed when the loop is.
func (c *closeContext) Done() <-chan struct{} { return c.rt.loop.Done() }

// Err is nil until the loop is closed.
func (c *closeContext) Err() error { return c.rt.ctxErr() }

// AfterFunc lets the standard library derive contexts without a goroutine.
func (c *closeContext) AfterFunc(f func()) (stop func() bool) { return c.rt.afterClose(f) }
