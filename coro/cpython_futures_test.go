package coro_test

import (
	"context"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/executor"
)

// test_futures.py BaseFutureTests.test_initial_state
// test_futures.py BaseFutureTests.test_constructor_use_running_loop
// test_futures.py BaseFutureTests.test_constructor_without_loop
// test_futures.py BaseFutureTests.test_constructor_use_global_loop
func TestCPythonFutureConstructor(t *testing.T) {
	p := newPyLoop(t)
	pyRaises(t, "without a loop", coro.NewFuture[int](context.Background()).Err(), coro.ErrNotInTask)
	f := coro.NewFuture[int](p.ctx)
	pyFalse(t, "cancelled", f.Cancelled())
	pyFalse(t, "done", f.Done())
	f.Cancel()
	pyTrue(t, "cancelled", f.Cancelled())
	err := p.run(func(ctx context.Context) error {
		f = coro.NewFuture[int](ctx)
		return nil
	})
	pyRaises(t, "run", err, nil)
	pyRaises(t, "SetResult", f.SetResult(1), nil)
	pyRaises(t, "it is of the running loop", p.until(f), nil)
}

// pyFinal checks that a future that is done stays as it is.
func pyFinal(t *testing.T, f *coro.Future[int]) {
	t.Helper()
	pyTrue(t, "done", f.Done())
	pyRaises(t, "SetResult", f.SetResult(1), coro.ErrInvalidState)
	pyRaises(t, "SetError", f.SetError(errValue), coro.ErrInvalidState)
	pyFalse(t, "Cancel", f.Cancel())
}

// test_futures.py BaseFutureTests.test_cancel
func TestCPythonFutureCancel(t *testing.T) {
	p := newPyLoop(t)
	f := coro.NewFuture[int](p.ctx)
	pyTrue(t, "Cancel", f.Cancel())
	pyTrue(t, "cancelled", f.Cancelled())
	_, err := f.Result()
	pyCancelled(t, "Result", err)
	pyCancelled(t, "Err", f.Err())
	pyFinal(t, f)
}

// The message of a cancel reaches who reads the outcome.
//
// test_futures.py BaseFutureTests.test_future_cancel_message_getter
func TestCPythonFutureCancelMessage(t *testing.T) {
	p := newPyLoop(t)
	f := coro.NewFuture[int](p.ctx)
	f.Cancel("my message")
	pyCancelled(t, "the run", p.until(f), "my message")
	pyCancelled(t, "Err", f.Err(), "my message")
}

// test_futures.py BaseFutureTests.test_result
func TestCPythonFutureResult(t *testing.T) {
	p := newPyLoop(t)
	f := coro.NewFuture[int](p.ctx)
	_, err := f.Result()
	pyRaises(t, "Result at first", err, coro.ErrInvalidState)
	pyRaises(t, "SetResult", f.SetResult(42), nil)
	pyFalse(t, "cancelled", f.Cancelled())
	v, err := f.Result()
	pyEqual(t, "Result", []any{v, err}, []any{42, nil})
	pyRaises(t, "Err", f.Err(), nil)
	pyFinal(t, f)
}

// test_futures.py BaseFutureTests.test_exception
func TestCPythonFutureException(t *testing.T) {
	p := newPyLoop(t)
	f := coro.NewFuture[int](p.ctx)
	pyRaises(t, "Err at first", f.Err(), coro.ErrInvalidState)
	pyRaises(t, "SetError", f.SetError(errRuntime), nil)
	pyFalse(t, "cancelled", f.Cancelled())
	_, err := f.Result()
	pyTrue(t, "the very error", err == errRuntime && f.Err() == errRuntime)
	pyFinal(t, f)
}

// An await of a future that is done does not suspend.
//
// test_futures.py BaseFutureTests.test_yield_from_twice
func TestCPythonFutureAwaitTwice(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		f := coro.NewFuture[int](ctx)
		l := coro.RunningLoop(ctx)
		var record []string
		if _, err := l.CallSoon(func() { record = append(record, "set"); _ = f.SetResult(42) }); err != nil {
			return err
		}
		x, err := f.Await(ctx)
		if err != nil {
			return err
		}
		record = append(record, "B")
		if _, err := l.CallSoon(func() { record = append(record, "soon") }); err != nil {
			return err
		}
		y, err := f.Await(ctx)
		record = append(record, "C")
		pyEqual(t, "the order", record, []string{"set", "B", "C"})
		pyEqual(t, "values", []int{x, y}, []int{42, 42})
		return err
	})
}

func firstCB(*coro.Future[int]) {}
func fakeCB(*coro.Future[int])  {}
func lastCB(*coro.Future[int])  {}

// test_futures.py BaseFutureTests.test_future_repr
func TestCPythonFutureRepr(t *testing.T) {
	p := newPyLoop(t)
	future := func() *coro.Future[int] { return coro.NewFuture[int](p.ctx) }
	f := future()
	pyEqual(t, "pending", f.String(), "<Future pending>")
	f.Cancel()
	pyEqual(t, "cancelled", f.String(), "<Future cancelled>")
	f = future()
	pyRaises(t, "SetResult", f.SetResult(4), nil)
	pyEqual(t, "result", f.String(), "<Future finished result=4>")
	f = future()
	pyRaises(t, "SetError", f.SetError(errRuntime), nil)
	pyEqual(t, "error", f.String(), "<Future finished exception=runtime error>")
	_ = f.Err()
	f = future()
	f.AddDoneCallback(fakeCB)
	pyEqual(t, "one callback", f.String(), "<Future pending cb=[coro_test.fakeCB]>")
	f.Cancel()
	pyEqual(t, "cancelled", f.String(), "<Future cancelled>")
	f = future()
	f.AddDoneCallback(firstCB)
	f.AddDoneCallback(lastCB)
	pyEqual(t, "two callbacks", f.String(), "<Future pending cb=[coro_test.firstCB, coro_test.lastCB]>")
	f = future()
	f.AddDoneCallback(firstCB)
	for range 8 {
		f.AddDoneCallback(fakeCB)
	}
	f.AddDoneCallback(lastCB)
	pyEqual(t, "many callbacks", f.String(), "<Future pending cb=[coro_test.firstCB, <8 more>, coro_test.lastCB]>")
	f.Cancel()
	pyEqual(t, "cancelled", f.String(), "<Future cancelled>")
}

// A shield's future copies the state of what it shields.
//
// test_futures.py BaseFutureTests.test_copy_state
func TestCPythonFutureCopyState(t *testing.T) {
	p := newPyLoop(t)
	copied := func(set func(*coro.Future[int])) *coro.Future[int] {
		f := coro.NewFuture[int](p.ctx)
		c := coro.ShieldFuture(p.ctx, f)
		set(f)
		p.briefly()
		pyTrue(t, "done", c.Done())
		return c
	}
	v, err := copied(func(f *coro.Future[int]) { _ = f.SetResult(10) }).Result()
	pyEqual(t, "the result", []any{v, err}, []any{10, nil})
	pyTrue(t, "the error", copied(func(f *coro.Future[int]) { _ = f.SetError(errRuntime) }).Err() == errRuntime)
	pyTrue(t, "the cancellation", copied(func(f *coro.Future[int]) { f.Cancel() }).Cancelled())
}

// What is reported of a future that nobody holds any more. Under the virtual
// clock that is when the loop closes.
//
// test_futures.py BaseFutureTests.test_tb_logger_abandoned
// test_futures.py BaseFutureTests.test_tb_logger_not_called_after_cancel
// test_futures.py BaseFutureTests.test_tb_logger_result_unretrieved
// test_futures.py BaseFutureTests.test_tb_logger_result_retrieved
// test_futures.py BaseFutureTests.test_tb_logger_exception_unretrieved
// test_futures.py BaseFutureTests.test_tb_logger_exception_retrieved
// test_futures.py BaseFutureTests.test_tb_logger_exception_result_retrieved
// test_futures.py BaseFutureTests.test_future_exception_never_retrieved
// test_futures.py BaseFutureTests.test_future_exception_never_retrieved_debug
func TestCPythonFutureNeverRetrieved(t *testing.T) {
	fails := func(f *coro.Future[int]) { _ = f.SetError(errRuntime) }
	debug := []coro.RunOption{coro.DebugMode()}
	for name, c := range map[string]struct {
		do      func(*coro.Future[int])
		opts    []coro.RunOption
		reports int
	}{
		"abandoned":             {func(*coro.Future[int]) {}, nil, 0},
		"error, then cancel":    {func(f *coro.Future[int]) { fails(f); f.Cancel() }, nil, 0},
		"result":                {func(f *coro.Future[int]) { _ = f.SetResult(42) }, nil, 0},
		"result, read":          {func(f *coro.Future[int]) { _ = f.SetResult(42); _, _ = f.Result() }, nil, 0},
		"error":                 {fails, nil, 1},
		"error in debug mode":   {fails, debug, 1},
		"error, read by Err":    {func(f *coro.Future[int]) { fails(f); _ = f.Err() }, nil, 0},
		"error, read by Result": {func(f *coro.Future[int]) { fails(f); _, _ = f.Result() }, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPyLoop(t, c.opts...)
			c.do(coro.NewFuture[int](p.ctx))
			p.briefly()
			pyRaises(t, "Close", p.Close(), nil)
			pyEqual(t, "reports", len(p.reported), c.reports)
			for _, r := range p.reported {
				pyEqual(t, "the message", r.Message, "Future exception was never retrieved")
				pyTrue(t, "the error", r.Err == errRuntime)
			}
		})
	}
}

// A job of a pool, awaited on the loop.
//
// test_futures.py BaseFutureTests.test_wrap_future
// test_futures.py BaseFutureTests.test_wrap_future_use_running_loop
func TestCPythonWrapFuture(t *testing.T) {
	pool := executor.New(executor.Workers(1))
	defer func() { pyRaises(t, "Shutdown", pool.Shutdown(context.Background()), nil) }()
	pyRun(t, func(ctx context.Context) error {
		held := true
		res, err := coro.RunInExecutor(ctx, pool, func(inner context.Context) (string, error) {
			held = coro.CurrentTask(ctx) != nil && coro.Sleep(inner, 0) == nil
			return "oi", nil
		})
		pyEqual(t, "the result", res, "oi")
		pyFalse(t, "it ran as a task of the loop", held)
		return err
	})
}

// Cancelling the await cancels a job that has not begun; one that has, goes
// on, and what it returns is dropped.
//
// test_futures.py BaseFutureTests.test_wrap_future_cancel
func TestCPythonWrapFutureCancel(t *testing.T) {
	pool := executor.New(executor.Workers(1))
	defer func() { pyRaises(t, "Shutdown", pool.Shutdown(context.Background()), nil) }()
	block := make(chan struct{})
	finished, ran := false, false
	pyRun(t, func(ctx context.Context) error {
		begun := make(chan struct{})
		first := coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
			return coro.RunInExecutor(ctx, pool, func(context.Context) (int, error) {
				close(begun)
				<-block
				finished = true
				return 42, nil
			})
		})
		second := coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
			return coro.RunInExecutor(ctx, pool, func(context.Context) (int, error) { ran = true; return 1, nil })
		})
		if err := coro.Sleep(ctx, 0); err != nil {
			return err
		}
		<-begun
		first.Cancel()
		second.Cancel()
		for _, task := range []*coro.Task[int]{first, second} {
			_, err := task.Await(ctx)
			pyCancelled(t, "the await", err)
		}
		close(block)
		return nil
	})
	pyRaises(t, "Shutdown", pool.Shutdown(context.Background()), nil)
	pyTrue(t, "the first job finished", finished)
	pyFalse(t, "the second job ran", ran)
}

// pyBag is a future with callbacks that append to a bag.
type pyBag struct {
	*coro.Future[string]
	bag []int
}

func (b *pyBag) add(v int) (remove func() bool) {
	return b.AddDoneCallback(func(*coro.Future[string]) { b.bag = append(b.bag, v) })
}

// Python removes a callback by its identity, all of it at once; in Go each
// AddDoneCallback returns the function that removes that one.
//
// test_futures.py BaseFutureDoneCallbackTests.test_callbacks_remove_first_callback
// test_futures.py BaseFutureDoneCallbackTests.test_callbacks_remove_first_and_second_callback
// test_futures.py BaseFutureDoneCallbackTests.test_callbacks_remove_third_callback
// test_futures.py BaseFutureDoneCallbackTests.test_callbacks_invoked_on_set_result
func TestCPythonFutureCallbacksRemoved(t *testing.T) {
	for name, c := range map[string]struct {
		remove []int
		want   []int
	}{
		"none":             {nil, []int{42, 17, 100}},
		"first":            {[]int{0, 0}, []int{17, 100}},
		"first and second": {[]int{0, 1, 0}, []int{100}},
		"third":            {[]int{2, 2}, []int{42, 17}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPyLoop(t)
			b := &pyBag{Future: coro.NewFuture[string](p.ctx)}
			removes := []func() bool{b.add(42), b.add(17), b.add(100)}
			seen := map[int]bool{}
			for _, i := range c.remove {
				pyEqual(t, "removed", removes[i](), !seen[i])
				seen[i] = true
			}
			pyEqual(t, "the bag before", len(b.bag), 0)
			pyRaises(t, "SetResult", b.SetResult("foo"), nil)
			pyEqual(t, "the bag, still before", len(b.bag), 0)
			p.briefly()
			pyEqual(t, "the bag", b.bag, c.want)
			v, _ := b.Result()
			pyEqual(t, "the result", v, "foo")
		})
	}
}

// test_futures.py BaseFutureDoneCallbackTests.test_callbacks_invoked_on_set_exception
func TestCPythonFutureCallbacksOnError(t *testing.T) {
	p := newPyLoop(t)
	b := &pyBag{Future: coro.NewFuture[string](p.ctx)}
	b.add(100)
	pyRaises(t, "SetError", b.SetError(errRuntime), nil)
	p.briefly()
	pyEqual(t, "the bag", b.bag, []int{100})
	pyRaises(t, "Err", b.Err(), errRuntime)
}

// test_futures.py BaseFutureDoneCallbackTests.test_remove_done_callback
func TestCPythonFutureRemoveDoneCallback(t *testing.T) {
	p := newPyLoop(t)
	b := &pyBag{Future: coro.NewFuture[string](p.ctx)}
	ones := []func() bool{b.add(1)}
	pyTrue(t, "the second removed", b.add(2)())
	b.add(2)
	for range 5 {
		ones = append(ones, b.add(1))
	}
	removed := 0
	for _, remove := range ones {
		if remove() {
			removed++
		}
	}
	pyEqual(t, "removed", removed, 6)
	pyEqual(t, "the bag before", len(b.bag), 0)
	pyRaises(t, "SetResult", b.SetResult("foo"), nil)
	p.briefly()
	pyEqual(t, "the bag", b.bag, []int{2})
}

// Callbacks that are removed by others which run before them have been
// scheduled already, and run.
//
// test_futures.py BaseFutureDoneCallbackTests.test_schedule_callbacks_list_mutation_1
// test_futures.py BaseFutureDoneCallbackTests.test_remove_done_callbacks_list_clear
func TestCPythonFutureCallbackRemovesOthers(t *testing.T) {
	p := newPyLoop(t)
	b := &pyBag{Future: coro.NewFuture[string](p.ctx)}
	var removes []func() bool
	b.AddDoneCallback(func(*coro.Future[string]) {
		for _, remove := range removes {
			pyFalse(t, "removed", remove())
		}
	})
	removes = append(removes, b.add(1), b.add(2))
	pyRaises(t, "SetResult", b.SetResult("foo"), nil)
	p.briefly()
	pyEqual(t, "the bag", b.bag, []int{1, 2})
	pyFalse(t, "repr", strings.Contains(b.String(), "cb="))
}

// A job that has returned before its await is cancelled: what it returned is on
// its way to the loop, and the await is cancelled all the same.
//
// test_futures.py BaseFutureTests.test_wrap_future_cancel2
func TestCPythonWrapFutureCancelOfADoneJob(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		returned := make(chan struct{})
		task := coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
			return coro.ToThread(ctx, func(ctx context.Context) (int, error) {
				defer close(returned)
				return 42, ctx.Err()
			})
		})
		if err := coro.Sleep(ctx, 0); err != nil {
			return err
		}
		<-returned
		pyTrue(t, "it can be cancelled", task.Cancel())
		_, err := task.Await(ctx)
		pyCancelled(t, "the await", err)
		return nil
	})
}
