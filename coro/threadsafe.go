package coro

import (
	"context"
	"fmt"
	"slices"

	"github.com/goasyncio/asyncio/loop"
)

// Threadsafe is a coroutine that was sent to a loop from another goroutine:
// the concurrent.futures.Future of asyncio's run_coroutine_threadsafe. All its
// methods may be called from any goroutine.
type Threadsafe[T any] struct {
	loop  *loop.Loop
	task  *Task[T]
	done  chan struct{}
	value T
	err   error
	calls []*loop.Call // thread calls that wait for it, touched on the loop
}

// RunThreadsafe makes a coroutine a task of a loop that runs on another
// goroutine, and returns at once. If the loop is closed, before or meanwhile,
// the outcome is ErrLoopClosed.
func RunThreadsafe[T any](l *loop.Loop, c Coro[T]) *Threadsafe[T] {
	s := &Threadsafe[T]{loop: l, done: make(chan struct{})}
	switch {
	case l == nil:
		return s.refused(nilError("the loop"))
	case c == nil:
		return s.refused(nilError("the coroutine"))
	}
	_, err := l.CallSoonThreadsafe(func() {
		s.task = CreateTask(Context(l), c)
		s.task.whenDone(forThreadsafe, s.finish)
	})
	if err != nil {
		return s.refused(err)
	}
	return s
}

func (s *Threadsafe[T]) refused(err error) *Threadsafe[T] {
	s.err = err
	close(s.done)
	return s
}

func (s *Threadsafe[T]) finish() {
	s.value, s.err = s.task.Result()
	for _, c := range s.calls {
		c.Resume() // before it can notice, so that a virtual clock stays
	}
	s.calls = nil
	close(s.done)
}

// Done is closed when there is an outcome; but not by the loop's close, see
// Result.
func (s *Threadsafe[T]) Done() <-chan struct{} { return s.done }

// Result blocks until the coroutine has ended, and returns its result or
// error; or until ctx ends, then the error is ctx's. An outcome that is there
// already is returned whatever became of ctx. On the loop itself it would wait
// for ever: there, where ctx shows it, it returns ErrWouldDeadlock instead.
// In a function in ToThread, pass that function's ctx, so that a virtual clock
// goes on while it waits. Under a ctx that has ended already it does not wait.
func (s *Threadsafe[T]) Result(ctx context.Context) (T, error) {
	var zero T
	switch {
	case ctx == nil:
		return zero, nilError("the context")
	case s.done == nil:
		return zero, misuse("this Threadsafe was not made by RunThreadsafe")
	}
	select {
	case <-s.done:
		return s.value, s.err
	default:
	}
	switch v := ctx.Value(taskKey{}).(type) {
	case *task:
		if v.rt.loop == s.loop {
			return zero, fmt.Errorf("%w (in %s)", ErrWouldDeadlock, v.name())
		}
	case *threadCall:
		if ctx.Err() != nil {
			break // or the clock would go on, and the result might come all the same
		}
		s.release(&v.call)
		defer s.resume(&v.call)
	}
	defer s.loop.Await()()
	select {
	case <-s.done:
		return s.value, s.err
	case <-ctx.Done():
		return s.or(contextErrorOf(ctx))
	case <-s.loop.Done():
		return s.or(ErrLoopClosed)
	}
}

// release lets a virtual clock go on while a thread call waits; resume, when it
// does not any more.
func (s *Threadsafe[T]) release(c *loop.Call) {
	_ = c.Post(func() {
		if s.task == nil || !s.task.Done() {
			s.calls = append(s.calls, c)
			c.Release()
		}
	})
}

func (s *Threadsafe[T]) resume(c *loop.Call) {
	_ = c.Post(func() {
		if i := slices.Index(s.calls, c); i >= 0 {
			s.calls = slices.Delete(s.calls, i, i+1)
			c.Resume()
		}
	})
}

// or is the outcome if it is there, else that error.
func (s *Threadsafe[T]) or(err error) (T, error) {
	select {
	case <-s.done:
		return s.value, s.err
	default:
		var zero T
		return zero, err
	}
}

// Cancel asks for the task's cancellation, with a message if one is given.
func (s *Threadsafe[T]) Cancel(msg ...string) {
	if s.loop == nil {
		return // it was refused
	}
	msg = slices.Clone(msg) // the caller may use it again
	_, _ = s.loop.CallSoonThreadsafe(func() {
		if s.task != nil {
			s.task.Cancel(msg...)
		}
	})
}
