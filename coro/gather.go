package coro

import "context"

// gathering is what makes a promise one of gather: it has children, is done
// when they are, and a cancel goes to them.
type gathering struct {
	outer           *promise
	children        []child // in argument order; one that was given twice stands twice
	distinct        int
	finished        int
	cancelRequested bool
	returnErrors    bool
	results         func()            // collects the children's results
	given           map[*promise]bool // while it is being made: futures and tasks that it was given
}

// child is one that a gather waits for.
type child struct {
	count
	*promise
	in *gathering // nil of one that stands there for the second time
}

// all goes through the children.
func (g *gathering) all(yield func(*promise) bool) {
	for i := range g.children {
		if !yield(g.children[i].promise) {
			return
		}
	}
}

func (c *child) ended() { c.in.childDone(c.promise) }

// Gather runs awaitables side by side and returns their results, in the order
// of the arguments: asyncio.gather. Coroutines become tasks, in that order. It
// suspends until all are done, or one has failed: then it returns that error
// at once, and the others go on; so does a child's cancellation, which is an
// error here. If the caller is cancelled, so are all children, and Gather
// returns when they are done.
//
// A mix of types, or no argument, needs the type written:
// Gather[coro.Awaitable[string]](ctx, task, greet("b")).
func Gather[A Awaitable[T], T any](ctx context.Context, aws ...A) ([]T, error) {
	f, err := gather[A, []T](ctx, aws, false, collect[T])
	if err != nil {
		return nil, err
	}
	return f.Await(ctx)
}

// GatherResults is Gather that treats errors as results: return_exceptions=
// True. It suspends until all are done. The error is only the caller's own.
func GatherResults[A Awaitable[T], T any](ctx context.Context, aws ...A) ([]Result[T], error) {
	f, err := gather[A, []Result[T]](ctx, aws, true, collectResults[T])
	if err != nil {
		return nil, err
	}
	return f.Await(ctx)
}

// GatherFuture is Gather that does not suspend and returns the future of the
// results. Cancelling it cancels the children.
func GatherFuture[A Awaitable[T], T any](ctx context.Context, aws ...A) *Future[[]T] {
	f, err := gather[A, []T](ctx, aws, false, collect[T])
	if err != nil {
		return failedFuture[[]T](ctx, err)
	}
	return f
}

// GatherResultsFuture is GatherResults that does not suspend.
func GatherResultsFuture[A Awaitable[T], T any](ctx context.Context, aws ...A) *Future[[]Result[T]] {
	f, err := gather[A, []Result[T]](ctx, aws, true, collectResults[T])
	if err != nil {
		return failedFuture[[]Result[T]](ctx, err)
	}
	return f
}

// failedFuture is a future that failed from the start.
func failedFuture[T any](ctx context.Context, err error) *Future[T] {
	f := NewFuture[T](ctx)
	f.state, f.err = finished, err
	return f
}

func collect[T any](children []typed[T]) []T {
	values := make([]T, len(children))
	for i, c := range children {
		values[i] = c.get()
	}
	return values
}

func collectResults[T any](children []typed[T]) []Result[T] {
	results := make([]Result[T], len(children))
	for i, c := range children {
		results[i] = Result[T]{Err: childError(c.core())}
		if results[i].Err == nil {
			results[i].Value = c.get()
		}
	}
	return results
}

// childError is the error of a gathered child. Of a cancelled one it is a new
// CancelledError that has a message, an empty one if need be, as in asyncio.
func childError(p *promise) error {
	if p.state != cancelled {
		return p.outcome()
	}
	if msg := p.message(); msg != nil {
		return cancelledWith(msg)
	}
	return &CancelledError{HasMsg: true}
}

// gathers finds the gathering of a promise that is not done. A field of the
// promise would be one of every task, too.
type gathers map[*promise]*gathering

func (m *gathers) add(p *promise, g *gathering) {
	if *m == nil {
		*m = make(gathers)
	}
	(*m)[p] = g
}

// tasksAtOnce is how many tasks a gather allocates together: it keeps them all
// until the last is done, anyway.
const tasksAtOnce = 16

// gather starts the children and makes the future of their results.
func gather[A Awaitable[T], R, T any](ctx context.Context, aws []A, returnErrors bool, results func([]typed[T]) R) (*Future[R], error) {
	rt, _, err := realmIn(ctx)
	if err == nil {
		err = anyNil(aws)
	}
	if err != nil {
		return nil, err
	}
	outer := &Future[R]{}
	outer.rt = rt
	if len(aws) == 0 {
		outer.setup(rt, "gather")
		outer.value = results(nil)
		outer.succeed()
		return outer, nil
	}
	children := make([]typed[T], len(aws))
	g := &gathering{outer: &outer.promise, returnErrors: returnErrors, children: make([]child, len(aws))}
	g.results = func() { outer.value = results(children) }
	var tasks []Task[T] // the next ones
	for i, aw := range aws {
		f, given := any(aw).(typed[T])
		if given {
			err = rt.owns(f.core())
		} else {
			if len(tasks) == 0 {
				tasks = make([]Task[T], min(len(aws)-i, tasksAtOnce))
			}
			f, err = &tasks[0], tasks[0].run(ctx, aw)
			tasks = tasks[1:]
		}
		if err != nil {
			outer.state = finished // those that have been started go on, and tell nobody
			return nil, err
		}
		children[i] = f
		g.take(i, f.core(), !given)
	}
	g.begin()
	return outer, nil
}

// take makes a promise the i-th child. One that was given before is waited for
// already; a task that gather has made stands there once.
func (g *gathering) take(i int, p *promise, made bool) {
	c := &g.children[i]
	c.promise = p
	if !made {
		if g.given[p] {
			return
		}
		if g.given == nil {
			g.given = make(map[*promise]bool)
		}
		g.given[p] = true
	}
	c.in = g
	g.distinct++
	if !p.Done() {
		c.whenDoneCount(&c.callback, forGather)
	}
}

// begin ends the making of a gather: it can be cancelled now, and the children
// count that were done when they were given.
func (g *gathering) begin() {
	g.given = nil
	p := g.outer
	p.kind, p.seq = kindGather, p.rt.nextSeq()
	p.rt.gathers.add(p, g)
	if p.rt.rec != nil {
		p.rt.traceGather(g)
	}
	for i := range g.children {
		if c := &g.children[i]; c.in != nil && c.purpose != forGather { // it was done, so it waits in no list
			g.childDone(c.promise)
		}
	}
}

// childDone counts a child that is done, and ends the gather with the first
// error or the last child.
func (g *gathering) childDone(child *promise) {
	p := g.outer
	g.finished++
	if p.Done() {
		child.retrieved() // an error after the first has nobody to go to
		return
	}
	if !g.returnErrors {
		if err := child.outcome(); err != nil {
			p.finish(err)
			return
		}
	}
	if g.finished < g.distinct {
		return
	}
	g.results()
	if g.cancelRequested {
		// An outer cancel beats whatever the children made of it. The error is
		// that of the last argument, not of who was done last: in asyncio's
		// code the variable has been through the loop over the children.
		child = g.children[len(g.children)-1].promise
		switch {
		case child.state == cancelled:
			p.finish(child.takeCancelled())
		case child.kind == kindTask:
			p.finish(cancelledWith(child.task().cancelMsg()))
		default:
			p.finish(&CancelledError{})
		}
		return
	}
	p.succeed()
}
