package coro

import (
	"context"
	"fmt"

	"github.com/goasyncio/asyncio/loop"
)

// checkWallClock reports, in debug mode, an await under a virtual clock whose
// context has a deadline. Go's deadlines run on the wall clock: on a virtual
// one an hour passes before a second of theirs does, so which of the two ends
// first is chance. Each line that does it is reported once.
func (t *task) checkWallClock(ctx context.Context) {
	l := t.rt.loop
	if !l.Debug() || !l.Virtual() {
		return
	}
	if _, has := ctx.Deadline(); !has {
		return
	}
	place := callerOutside()
	if t.rt.onWall[place] {
		return
	}
	if t.rt.onWall == nil {
		t.rt.onWall = map[string]bool{}
	}
	t.rt.onWall[place] = true
	l.CallExceptionHandler(loop.ExceptionContext{Task: t.public(),
		Message: "Await with a deadline on the wall clock",
		Err: fmt.Errorf("%w: the await at %s has a Go context with a deadline, which runs on the wall clock and not on the loop's virtual one: use coro.Timeout",
			ErrMisuse, place)})
}
