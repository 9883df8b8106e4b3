package coro

import (
	"context"
	"strconv"
)

// Number is the task's number in a recording, 0 if there is none.
func (t *task) Number() int { return int(t.id) }

// Await waits until the task is done and returns its result or error. If the
// awaiting task is cancelled meanwhile, so is this one (see Shield). Awaiting
// one that is done does not suspend.
func (t *Task[T]) Await(ctx context.Context) (T, error) {
	if t == nil {
		var zero T
		return zero, nilError("the task")
	}
	if err := t.await(ctx); err != nil {
		var zero T
		return zero, err
	}
	return t.value, nil
}

// Result is the result or error of a task that is done, else
// ErrInvalidState.
func (t *Task[T]) Result() (T, error) {
	if err := t.Err(); err != nil {
		var zero T
		return zero, err
	}
	return t.value, nil
}

// AddDoneCallback has a function called once the task is done: by the loop,
// in a turn of its own, never inside this call. Callbacks run in the order in
// which they were added. Remove takes it out again; it says whether it was
// still there. What it does about misuse is as for a Future.
func (t *Task[T]) AddDoneCallback(call func(*Task[T])) (remove func() bool) {
	if call == nil {
		panic(nilError("the callback"))
	}
	return t.addCallback(func() { call(t) }, call)
}

// name is the task's name.
func (t *task) name() string {
	if x := t.more.Load(); x != nil {
		if called := x.called.Load(); called != nil {
			return *called
		}
	}
	return "Task-" + strconv.Itoa(int(t.number))
}

func (t *task) rename(name string) {
	if name == "" {
		if x := t.more.Load(); x != nil {
			x.called.Store(nil)
		}
		return
	}
	called := name // else every name would move to the heap, the empty one too
	t.extra().called.Store(&called)
}

func (t *task) named() bool {
	x := t.more.Load()
	return x != nil && x.called.Load() != nil
}

// Name is the task's name: Task-1, Task-2 … unless Named or SetName gave
// another.
func (t *task) Name() string { return t.name() }

// SetName changes the name.
func (t *task) SetName(name string) {
	t.rename(name)
	if t.rt != nil && t.rt.rec != nil {
		t.rt.traceName(t)
	}
}

// CurrentTask is the task that ctx names, if it runs now, else nil:
// asyncio.current_task.
func CurrentTask(ctx context.Context) AnyTask {
	t, err := holder(ctx)
	if err != nil {
		return nil
	}
	return t.public()
}

// AllTasks lists the tasks of ctx's loop that are not done, in the order of
// their creation: asyncio.all_tasks.
func AllTasks(ctx context.Context) []AnyTask {
	rt, _, err := realmIn(ctx)
	if err != nil {
		return nil
	}
	var all []AnyTask
	for t := rt.first; t != nil; t = t.next {
		all = append(all, t.public())
	}
	return all
}

// AnyTask is a Task of any type.
type AnyTask interface {
	AnyFuture
	Name() string
	SetName(string)
	Cancelling() int
	Uncancel() int
}
