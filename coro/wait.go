package coro

import (
	"context"
	"fmt"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/timer"
)

// Wait suspends until the tasks or futures are done, and returns those that
// are and those that are not, each in the order of the arguments, without
// duplicates: asyncio.wait. FirstCompleted and FirstException make it return
// sooner, Within bounds it. It cancels nothing, neither at its timeout nor when
// the caller is cancelled, and returns no error of theirs: the error is the
// caller's own. No futures at all is ErrMisuse.
func Wait[F AnyFuture](ctx context.Context, fs []F, opts ...WaitOption) (done, pending []F, err error) {
	t, err := holder(ctx)
	if err != nil {
		return nil, nil, err
	}
	for i, f := range fs {
		if isNil(f) {
			return nil, nil, nilError(fmt.Sprintf("number %d of the futures", i))
		}
		if err := t.rt.owns(f.core()); err != nil {
			return nil, nil, err
		}
	}
	fs = distinct(fs)
	if len(fs) == 0 {
		return nil, nil, misuse("Wait was given no tasks: with none it would never be done")
	}
	w := &waiting{options: waitOptionsOf(opts), left: len(fs), future: newFuture[struct{}](t.rt, "wait")}
	if err := waitAll(ctx, w, fs); err != nil {
		return nil, nil, err
	}
	for _, f := range fs {
		if f.Done() {
			done = append(done, f)
		} else {
			pending = append(pending, f)
		}
	}
	return done, pending, nil
}

// distinct keeps the first of what is given twice.
func distinct[F AnyFuture](fs []F) []F {
	seen := make(map[*promise]bool, len(fs))
	var once []F
	for _, f := range fs {
		if p := f.core(); !seen[p] {
			seen[p] = true
			once = append(once, f)
		}
	}
	return once
}

// waiting is one Wait: a future, and the count of who is not done.
type waiting struct {
	options waitOptions
	left    int
	future  *Future[struct{}]
	timer   *loop.TimerHandle
}

// waited is one of those that a Wait waits for.
type waited struct {
	count
	*promise
	in *waiting
}

func (w *waited) ended() { w.in.completed(w.promise) }

func waitAll[F AnyFuture](ctx context.Context, w *waiting, fs []F) error {
	if w.options.timed {
		l := w.future.rt.loop
		w.timer = l.PushTimer(timer.Add(l.Time(), w.options.within), w.release, "wait.timeout")
	}
	entries := make([]waited, len(fs))
	for i, f := range fs {
		e := &entries[i]
		e.promise, e.in = f.core(), w
		e.whenDoneCount(&e.callback, forWait)
	}
	err := w.future.await(ctx)
	w.stopTimer()
	for i, f := range fs {
		f.core().remove(&entries[i].callback)
	}
	return err
}

func (w *waiting) completed(p *promise) {
	w.left--
	if w.left <= 0 || w.options.until == firstCompleted || w.options.until == firstException && p.failed() {
		w.stopTimer()
		w.release()
	}
}

// failed tells whether a promise that is done has an error, and counts as
// having read it, as in asyncio.
func (p *promise) failed() bool { return p.state == finished && p.outcome() != nil }

func (w *waiting) release() {
	if !w.future.Done() {
		w.future.succeed()
	}
}

func (w *waiting) stopTimer() {
	if w.timer != nil {
		w.timer.Cancel()
	}
}
