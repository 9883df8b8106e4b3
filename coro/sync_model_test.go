package coro_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/coro"
)

// The models run random sequences of steps on each primitive, with cancels at
// any point, and check what must always hold: who asks first is served first,
// no wake-up and no item is lost, and at rest, when nothing can run, nothing is
// free while somebody who was not cancelled waits for it (I8).

// step is one thing that the driver does, without suspending unless it says so.
type step struct{ op, arg int }

const (
	opSpawn  = iota // an actor that asks
	opSpawn2        // the same, of the other sort if the model has two
	opCancel        // cancel any actor that has not ended
	opTurn          // let what is ready run
	opRest          // let all run that can, and check the state at rest
	opAct           // of the model: release, set, notify
	opAct2
	opCount
)

// actor is a task of a model.
type actor struct {
	task      *coro.Task[struct{}]
	ticket    int // its number in the order of asking
	cancelled bool
	in        bool // has got what it asked for
	leave     *coro.Future[struct{}]
}

func (a *actor) waits() bool { return !a.in && !a.cancelled && !a.task.Done() }

// world is a model at work.
type world struct {
	ctx     context.Context
	actors  []*actor
	asked   []*actor
	failure string
}

func (w *world) fail(format string, args ...any) {
	if w.failure == "" {
		w.failure = fmt.Sprintf(format, args...)
	}
}

// spawn starts an actor, now and then eagerly.
func (w *world) spawn(arg int, body func(ctx context.Context, a *actor) error) {
	a := &actor{leave: coro.NewFuture[struct{}](w.ctx)}
	mode := coro.Lazy()
	if arg%3 == 0 {
		mode = coro.Eager()
	}
	a.task = &coro.Task[struct{}]{} // an eager one asks before it is returned
	w.actors = append(w.actors, a)
	a.task = coro.Go(w.ctx, func(ctx context.Context) error {
		a.ticket = len(w.asked)
		w.asked = append(w.asked, a)
		return body(ctx, a)
	}, mode)
}

// served notes that an actor has got what it asked for, and that nobody who
// asked before it still waits.
func (w *world) served(a *actor) {
	a.in = true
	for _, b := range w.asked[:a.ticket] {
		if b.waits() {
			w.fail("actor %d was served before actor %d", a.ticket, b.ticket)
		}
	}
}

// pick is one of the actors for which ok is true, nil if there is none.
func (w *world) pick(arg int, ok func(*actor) bool) *actor {
	var some []*actor
	for _, a := range w.actors {
		if ok(a) {
			some = append(some, a)
		}
	}
	if len(some) == 0 {
		return nil
	}
	return some[arg%len(some)]
}

func (w *world) count(ok func(*actor) bool) (n int) {
	for _, a := range w.actors {
		if ok(a) {
			n++
		}
	}
	return n
}

// model is a primitive and what must hold of it.
type model struct {
	spawn, spawn2 func(arg int)
	act, act2     func(arg int)
	always        func() // after every step
	rest          func() // when nothing can run
}

func (w *world) run(m model, steps []step) {
	for _, s := range steps {
		switch s.op % opCount {
		case opSpawn:
			m.spawn(s.arg)
		case opSpawn2:
			m.spawn2(s.arg)
		case opCancel:
			if a := w.pick(s.arg, func(a *actor) bool { return !a.task.Done() }); a != nil {
				a.cancelled = true
				a.task.Cancel()
			}
		case opTurn:
			_ = coro.Sleep(w.ctx, 0)
		case opRest:
			w.settle(m)
		case opAct:
			m.act(s.arg)
		case opAct2:
			m.act2(s.arg)
		}
		m.always()
	}
	w.settle(m)
	m.always()
}

// settle lets all run that can: under a virtual clock a timer fires when
// nothing else is ready.
func (w *world) settle(m model) {
	_ = coro.Sleep(w.ctx, time.Second)
	m.rest()
}

// enact runs a sequence on a model and tells what went wrong, if anything.
func enact(make func(w *world, arg int) model, arg int, steps []step) string {
	w := &world{}
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		w.ctx = ctx
		w.run(make(w, arg), steps)
		return nil
	}, coro.Virtual())
	if err != nil {
		w.fail("the run: %v", err)
	}
	return w.failure
}

// checkModel runs as many random sequences as -rapid.checks says.
func checkModel(t *testing.T, make func(w *world, arg int) model) {
	gen := rapid.Custom(func(t *rapid.T) step {
		return step{rapid.IntRange(0, opCount-1).Draw(t, "op"), rapid.IntRange(0, 20).Draw(t, "arg")}
	})
	rapid.Check(t, func(t *rapid.T) {
		arg := rapid.IntRange(0, 20).Draw(t, "arg")
		if failure := enact(make, arg, rapid.SliceOfN(gen, 1, 50).Draw(t, "steps")); failure != "" {
			t.Fatal(failure)
		}
	})
}

// soakModel runs n sequences of 50 steps.
func soakModel(t *testing.T, make func(w *world, arg int) model, n int) {
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		var steps []step
		for range 50 {
			steps = append(steps, step{r.IntN(opCount), r.IntN(21)})
		}
		if failure := enact(make, r.IntN(21), steps); failure != "" {
			t.Fatalf("seed %d: %s\n%v", seed, failure, steps)
		}
	}
}

// models are all of them.
var models = map[string]func(w *world, arg int) model{
	"Lock":      lockModel,
	"Semaphore": semaphoreModel,
	"Bounded":   boundedModel,
	"Event":     eventModel,
	"Condition": conditionModel,
	"Barrier":   barrierModel,
	"Queue":     queueModel,
}

func TestI8_Models(t *testing.T) {
	for name, m := range models {
		t.Run(name, func(t *testing.T) {
			checkModel(t, m)
			soakModel(t, m, 1000)
		})
	}
}

// doer is a Lock, a Semaphore or another thing to hold.
type doer interface {
	Do(ctx context.Context, body func(context.Context) error) error
}

// holders is the model of what at most n may hold: I1, B11, B12. Free tells how
// many places there are.
func holders(w *world, d doer, n int, free func() int) model {
	inside := 0
	spawn := func(arg int) {
		w.spawn(arg, func(ctx context.Context, a *actor) error {
			return d.Do(ctx, func(ctx context.Context) error {
				w.served(a)
				if inside++; inside > n {
					w.fail("%d are inside, %d may be", inside, n)
				}
				defer func() { inside-- }()
				return errOf(a.leave.Await(ctx))
			})
		})
	}
	release := func(arg int) {
		if a := w.pick(arg, func(a *actor) bool { return a.in && !a.leave.Done() }); a != nil {
			_ = a.leave.SetResult(struct{}{})
		}
	}
	return model{spawn: spawn, spawn2: spawn, act: release, act2: release, always: func() {}, rest: func() {
		if free()+inside != n {
			w.fail("at rest %d are free and %d inside, together it should be %d", free(), inside, n)
		}
		if waiting := w.count((*actor).waits); free() > 0 && waiting > 0 {
			w.fail("at rest %d are free while %d wait", free(), waiting)
		}
	}}
}

func lockModel(w *world, _ int) model {
	lock := &coro.Lock{}
	return holders(w, lock, 1, func() int {
		if lock.Locked() {
			return 0
		}
		return 1
	})
}

func semaphoreModel(w *world, arg int) model {
	n := 1 + arg%3
	sem := coro.NewSemaphore(n)
	return holders(w, sem, n, func() int { return coro.SemaphoreValue(sem) })
}

func boundedModel(w *world, arg int) model {
	n := 1 + arg%3
	sem := coro.NewBoundedSemaphore(n)
	m := holders(w, sem, n, func() int { return coro.BoundedValue(sem) })
	m.act2 = func(int) { // more than all is refused
		if coro.BoundedValue(sem) == n && sem.Release() == nil {
			w.fail("it was released too often")
		}
	}
	return m
}

// eventModel: who waits when it is set goes on, and nobody else.
func eventModel(w *world, _ int) model {
	var ev coro.Event
	set := map[*actor]bool{} // who must go on
	spawn := func(arg int) {
		w.spawn(arg, func(ctx context.Context, a *actor) error {
			if ev.IsSet() {
				set[a] = true
			}
			err := ev.Wait(ctx)
			if err == nil {
				if !set[a] {
					w.fail("actor %d goes on without the event", a.ticket)
				}
				w.eventServed(a, set)
			}
			return err
		})
	}
	return model{spawn: spawn, spawn2: spawn, act: func(int) {
		for _, a := range w.asked {
			set[a] = true
		}
		_ = ev.Set()
	}, act2: func(int) { ev.Clear() }, always: func() {}, rest: func() {
		for _, a := range w.asked {
			if set[a] && a.waits() {
				w.fail("at rest actor %d waits, though the event was set", a.ticket)
			}
		}
		if ev.IsSet() && w.count((*actor).waits) > 0 {
			w.fail("at rest somebody waits while the event is set")
		}
	}}
}

// eventServed is served among those for whom the event was set in the same
// turn: a newcomer that finds it set need not wait for those that were woken.
func (w *world) eventServed(a *actor, set map[*actor]bool) {
	a.in = true
	for _, b := range w.asked[:a.ticket] {
		if b.waits() && !set[b] {
			w.fail("actor %d was served before actor %d", a.ticket, b.ticket)
		}
	}
}

// conditionModel: consumers wait for items that producers announce (B9, B10).
func conditionModel(w *world, _ int) model {
	var cond coro.Condition
	items := 0
	consume := func(arg int) {
		w.spawn(arg, func(ctx context.Context, a *actor) error {
			return cond.Do(ctx, func(ctx context.Context) error {
				err := cond.WaitUntil(ctx, func() bool { return items > 0 })
				if !cond.Locked() {
					w.fail("Wait returned without the lock")
				}
				if err == nil {
					items--
					a.in = true
				}
				return err
			})
		})
	}
	produce := func(arg int) {
		w.spawn(arg, func(ctx context.Context, a *actor) error {
			return cond.Do(ctx, func(ctx context.Context) error {
				a.in = true
				items++
				return cond.Notify(1 + arg%2)
			})
		})
	}
	return model{spawn: consume, spawn2: consume, act: produce, act2: produce, always: func() {}, rest: func() {
		if cond.Locked() {
			w.fail("at rest the lock is held")
		}
		if waiting := w.count((*actor).waits); items > 0 && waiting > 0 {
			w.fail("at rest %d wait, though there are %d items", waiting, items)
		}
	}}
}

// barrierModel: nobody stays behind (I4).
func barrierModel(w *world, arg int) model {
	b := coro.NewBarrier(1 + arg%4)
	wait := func(arg int) {
		w.spawn(arg, func(ctx context.Context, a *actor) error {
			_, err := b.Wait(ctx)
			a.in = true
			if errors.Is(err, coro.ErrBrokenBarrier) {
				return nil
			}
			return err
		})
	}
	other := func(do func(context.Context) error) func(arg int) {
		return func(arg int) {
			w.spawn(arg, func(ctx context.Context, a *actor) error {
				a.in = true
				return do(ctx)
			})
		}
	}
	return model{spawn: wait, spawn2: wait, act: other(b.Reset), act2: func(arg int) {
		if arg%4 == 0 {
			other(b.Abort)(arg)
		}
	}, always: func() {}, rest: func() {
		waiting := w.count((*actor).waits)
		if waiting != b.Waiting() || waiting >= b.Parties() || coro.Inside(b) != b.Waiting() {
			w.fail("at rest %d wait at %s, %d are inside", waiting, b, coro.Inside(b))
		}
	}}
}

// queueModel: no item is lost or doubled, and they keep their order (B13).
func queueModel(w *world, arg int) model {
	kind := queueKinds[arg%3]
	q := kind.make(arg / 3 % 4)
	var put, got int
	var order []int // what was put, for a queue in order of age
	gets := func(v int, err error) {
		if err != nil {
			return
		}
		got++
		if kind.name == "Queue" {
			if v != order[0] {
				w.fail("item %d came out before item %d", v, order[0])
			}
			order = order[1:]
		}
	}
	puts := func(v int, err error) {
		if err == nil {
			put++
			order = append(order, v)
		}
	}
	item := 0
	next := func() int { item++; return item }
	isGetter := map[*actor]bool{}
	return model{
		spawn: func(arg int) {
			w.spawn(arg, func(ctx context.Context, a *actor) error {
				isGetter[a] = true
				v, err := q.Get(ctx)
				gets(v, err)
				return err
			})
		},
		spawn2: func(arg int) {
			w.spawn(arg, func(ctx context.Context, a *actor) error {
				v := next()
				err := q.Put(ctx, v)
				puts(v, err)
				return err
			})
		},
		act:  func(int) { v, err := q.GetNowait(); gets(v, err) },
		act2: func(int) { v := next(); puts(v, q.PutNowait(v)) },
		always: func() {
			if put != got+q.Len() {
				w.fail("%d were put, %d got and %d are inside", put, got, q.Len())
			}
		},
		rest: func() {
			getters := w.count(func(a *actor) bool { return a.waits() && isGetter[a] })
			putters := w.count(func(a *actor) bool { return a.waits() && !isGetter[a] })
			if getters > 0 && !q.Empty() || putters > 0 && !q.Full() {
				w.fail("at rest %d getters and %d putters wait at %s", getters, putters, q)
			}
		},
	}
}
