// Package callsoonmissed looks at once for what a function that is called soon does:
// it has not been called yet.
package callsoonmissed

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// box keeps answers.
type box struct{ answers []int }

func (b *box) add() { b.answers = append(b.answers, 42) }

// Main looks before the next turn, and after it.
func Main(ctx context.Context) error {
	var b box
	coro.RunningLoop(ctx).CallSoon(b.add)         // L:soon
	coro.Println(ctx, "answers:", len(b.answers)) // L:look
	if err := coro.Sleep(ctx, 0); err != nil {    // L:yield
		return err
	}
	coro.Println(ctx, "answers now:", len(b.answers))
	return nil
}
