package coro

import (
	"context"
	"fmt"
)

// Barrier holds tasks back until a number of them has come: asyncio.Barrier.
// NewBarrier makes one. Then all go on, and it can be used again. It belongs to
// the loop of its first use, and must not be copied.
//
// State: filling -> draining (the last one came) -> filling (all have left);
// filling or draining -> resetting (Reset, while tasks are in it) -> filling
// (all have left); anything -> broken (Abort) -> filling (Reset, empty) or
// resetting. Newcomers wait outside while it is draining or resetting, and are
// refused when it is broken. All changes are made under the condition's lock.
type Barrier struct {
	parties int
	cond    Condition // notified whenever the state changes
	state   barrierState
	count   int // tasks inside
}

type barrierState uint8

const (
	barrierFilling barrierState = iota
	barrierDraining
	barrierResetting
	barrierBroken
)

func (s barrierState) String() string {
	return [...]string{"filling", "draining", "resetting", "broken"}[s]
}

// NewBarrier makes a barrier that opens when n tasks wait at it. An n less than
// 1 is a panic with ErrMisuse.
func NewBarrier(n int) *Barrier {
	if n < 1 {
		panic(misuse("NewBarrier(%d): the number of parties must be 1 or more", n))
	}
	return &Barrier{parties: n}
}

// Wait suspends until as many tasks wait as the barrier has parties, and
// returns this one's place among them, from 0. It returns ErrBrokenBarrier if
// the barrier is broken, or is aborted or reset meanwhile. A task that is
// cancelled leaves the barrier, which does not break by it.
func (b *Barrier) Wait(ctx context.Context) (int, error) {
	if b.parties < 1 {
		return 0, misuse("this Barrier was not made by NewBarrier: it would never open")
	}
	index := 0
	err := b.cond.Do(ctx, func(ctx context.Context) (err error) {
		if err := b.block(ctx); err != nil {
			return err
		}
		index, err = b.pass(ctx)
		return err
	})
	if err != nil {
		return 0, err
	}
	return index, nil
}

// block waits until the barrier lets newcomers in.
func (b *Barrier) block(ctx context.Context) error {
	err := b.cond.WaitUntil(ctx, func() bool {
		return b.state != barrierDraining && b.state != barrierResetting
	})
	if err != nil {
		return err
	}
	if b.state == barrierBroken {
		return fmt.Errorf("%w: it was aborted", ErrBrokenBarrier)
	}
	return nil
}

// pass waits inside until the barrier opens, or opens it.
func (b *Barrier) pass(ctx context.Context) (int, error) {
	index := b.count
	b.count++
	defer b.exit()
	if index+1 == b.parties {
		b.state = barrierDraining
		return index, b.cond.NotifyAll()
	}
	err := b.cond.WaitUntil(ctx, func() bool { return b.state != barrierFilling })
	if err != nil {
		return 0, err
	}
	if b.state == barrierBroken || b.state == barrierResetting {
		return 0, fmt.Errorf("%w: it was aborted or reset", ErrBrokenBarrier)
	}
	return index, nil
}

// exit leaves the barrier. The last one to leave lets newcomers in.
func (b *Barrier) exit() {
	b.count--
	if b.count > 0 {
		return
	}
	if b.state == barrierResetting || b.state == barrierDraining {
		b.state = barrierFilling
	}
	b.cond.notify(b.cond.line.pending)
}

// Do waits and then runs body with the index that Wait gave: `async with
// barrier as index`.
func (b *Barrier) Do(ctx context.Context, body func(ctx context.Context, index int) error) error {
	if body == nil {
		return nilError("the body")
	}
	index, err := b.Wait(ctx)
	if err != nil {
		return err
	}
	return body(ctx, index)
}

// Reset makes the barrier as new. Tasks that wait at it get ErrBrokenBarrier.
// It may suspend, to get the barrier's lock.
func (b *Barrier) Reset(ctx context.Context) error {
	return b.cond.Do(ctx, func(context.Context) error {
		if b.count > 0 {
			b.state = barrierResetting
		} else {
			b.state = barrierFilling
		}
		return b.cond.NotifyAll()
	})
}

// Abort breaks the barrier: who waits at it, and who comes before the next
// Reset, gets ErrBrokenBarrier. It may suspend, to get the barrier's lock.
func (b *Barrier) Abort(ctx context.Context) error {
	return b.cond.Do(ctx, func(context.Context) error {
		b.state = barrierBroken
		return b.cond.NotifyAll()
	})
}

// Parties is how many tasks the barrier waits for.
func (b *Barrier) Parties() int { return b.parties }

// Waiting is how many tasks wait for the barrier to open: n_waiting.
func (b *Barrier) Waiting() int {
	if b.state == barrierFilling {
		return b.count
	}
	return 0
}

// Broken tells whether the barrier was aborted.
func (b *Barrier) Broken() bool { return b.state == barrierBroken }

// String is as in asyncio: <Barrier [filling, waiters:1/2]>.
func (b *Barrier) String() string {
	if b.Broken() {
		return "<Barrier [broken]>"
	}
	return fmt.Sprintf("<Barrier [%s, waiters:%d/%d]>", b.state, b.Waiting(), b.parties)
}
