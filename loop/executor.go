package loop

import (
	"context"
	"errors"

	"github.com/goasyncio/asyncio/executor"
)

// DefaultExecutor is the pool that RunInExecutor uses for nil; the first
// call makes it. It fails with executor.ErrShutdown after ShutdownExecutor.
func (l *Loop) DefaultExecutor() (*executor.Pool, error) {
	if l.poolClosed {
		return nil, executor.ErrShutdown
	}
	if l.pool == nil {
		opts := append([]executor.Option{executor.Name("asyncio"),
			executor.OnStarved(l.starving, l.starved)}, l.poolOpts...)
		l.pool = executor.New(opts...)
	}
	return l.pool, nil
}

// starved reports, from the pool's goroutine, that calls wait for workers
// which are all busy: most likely they wait for those calls.
func (l *Loop) starved(s executor.Stats) {
	_ = l.inbox.post(note{do: func() {
		l.CallExceptionHandler(ExceptionContext{Message: s.String(), Err: errors.New(s.String())})
	}})
}

// SetDefaultExecutor replaces the default pool. The former one goes on with
// its calls and is the caller's to shut down; nil has the next call make a new
// one. It stands for asyncio's loop.set_default_executor.
func (l *Loop) SetDefaultExecutor(p *executor.Pool) (former *executor.Pool) {
	former, l.pool = l.pool, p
	return former
}

// ShutdownExecutor takes no more calls and runs the loop until those in
// flight have ended, or until ctx ends: then the error names the calls that
// are stuck, and they are left behind. It stands for asyncio's
// loop.shutdown_default_executor, and like it belongs after the last task.
func (l *Loop) ShutdownExecutor(ctx context.Context) error {
	if ctx == nil {
		return errNilContext
	}
	if l.IsRunning() {
		return ErrLoopRunning
	}
	l.poolClosed = true
	if l.pool == nil || l.IsClosed() {
		return nil
	}
	defer l.Await()()
	if l.Virtual() {
		return l.drain(ctx)
	}
	pool, over := l.pool, false
	var stuck error
	go func() {
		err := pool.Shutdown(ctx)
		_ = l.inbox.post(note{do: func() {
			if !over {
				over, stuck = true, err
				l.Stop()
			}
		}})
	}()
	for !over { // somebody else may stop the loop meanwhile
		if err := l.RunForever(); err != nil {
			over = true // so that nothing is stopped when the pool has ended
			return err
		}
	}
	return stuck
}
