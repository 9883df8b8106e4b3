package coro

import (
	"context"
	"fmt"
	"sync/atomic"
)

// noCopy makes go vet report copies of what has it as a field.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// bound is the loop that a primitive belongs to: the one of its first use.
// asyncio binds at the first use that blocks, so that a lock that two loops
// share may go unnoticed until it hangs; here the second loop is refused. The
// pointer is atomic because that second loop runs on another goroutine: the
// refusal must not be a race itself.
type bound struct {
	_  noCopy
	rt atomic.Pointer[realm]
	id int32 // its number in a recording
}

// use is the task that ctx names, which may use the primitive now. It comes
// first in whatever may suspend.
func (b *bound) use(ctx context.Context) (*task, error) {
	t, err := holder(ctx)
	if err != nil {
		return nil, err
	}
	if b.rt.Load() != t.rt {
		if err := b.bind(t); err != nil {
			return t, err
		}
	}
	return t, t.takeTurns()
}

func (b *bound) bind(t *task) error {
	if b.rt.CompareAndSwap(nil, t.rt) {
		return nil
	}
	return fmt.Errorf("%w: %s uses what was first used on another loop: make one for each loop", ErrWrongLoop, t.name())
}

// usable tells why what does not suspend may not be called now: the loop is
// closed, or waits, and so this is another goroutine.
func (b *bound) usable() error {
	if rt := b.rt.Load(); rt != nil {
		return rt.loop.Usable()
	}
	return nil
}

// recorder is the realm if it records, else nil.
func (b *bound) recorder() *realm {
	if rt := b.rt.Load(); rt != nil && rt.rec != nil {
		return rt
	}
	return nil
}
