package page_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop/trace"
)

// programs do what the examples do not.
var programs = map[string]func(context.Context) error{
	"rounds": rounds(7, 9),
	"locks":  locks,
	"scopes": scopes,
	"letters": func(ctx context.Context) error {
		coro.Println(ctx, strings.Repeat("任务カナ 한글 ", 9))
		return coro.Sleep(ctx, time.Second)
	},
	"gathers": gathers,
	"hang":    func(ctx context.Context) error { _, err := coro.NewFuture[int](ctx).Await(ctx); return err },
}

// rounds is a program of so many tasks that take so many turns each.
func rounds(tasks, turns int) func(context.Context) error {
	return func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			for i := range tasks {
				group.Go(ctx, func(ctx context.Context) error {
					for turn := range turns {
						if err := coro.Sleep(ctx, time.Duration((i+turn)%3)*time.Millisecond); err != nil {
							return err
						}
					}
					return nil
				})
			}
			return nil
		})
	}
}

// gathers is a program of two tasks that wait for each other, each in a gather.
func gathers(ctx context.Context) error {
	tasks := map[string]*coro.Task[struct{}]{}
	waitFor := func(name string) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := coro.Gather(ctx, tasks[name], coro.CreateTask(ctx, coro.After(time.Second, struct{}{})))
			return err
		}
	}
	tasks["a"] = coro.Go(ctx, waitFor("b"), coro.Named("a"))
	tasks["b"] = coro.Go(ctx, waitFor("a"), coro.Named("b"))
	_, err := tasks["a"].Await(ctx)
	return err
}

func locks(ctx context.Context) error {
	var lock coro.Lock
	queue := coro.NewQueue[string](2)
	var group coro.TaskGroup
	return group.Do(ctx, func(ctx context.Context) error {
		for i := range 4 {
			group.Go(ctx, func(ctx context.Context) error {
				return lock.Do(ctx, func(ctx context.Context) error {
					coro.Println(ctx, "item", i, "\u2028 <b>\"quoted\"</b> \\ \x01 日本")
					return queue.Put(ctx, strconv.Itoa(i))
				})
			})
		}
		group.Go(ctx, func(ctx context.Context) error {
			for range 4 {
				if _, err := queue.Get(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		return nil
	})
}

func scopes(ctx context.Context) error {
	swallow := coro.CreateTask(ctx, coro.Void(func(ctx context.Context) error {
		_ = coro.Sleep(ctx, time.Hour)
		return coro.Sleep(ctx, 90*time.Minute)
	}), coro.Named("stubborn"), coro.Eager())
	err := coro.Timeout(1500*time.Millisecond).Do(ctx, func(ctx context.Context) error {
		_, err := coro.Shield(ctx, swallow)
		return err
	})
	swallow.Cancel("enough")
	_, late := coro.WaitFor(ctx, coro.After(2*time.Second, "v"), 250*time.Microsecond)
	var group coro.TaskGroup
	failed := group.Do(ctx, func(ctx context.Context) error {
		group.Go(ctx, func(ctx context.Context) error { return errors.New("boom") })
		return coro.Sleep(ctx, time.Second)
	})
	return errors.Join(err, late, failed)
}

// odd is a sequence of events that no loop would write, from a generator with
// a fixed seed.
func odd() *trace.Recording {
	r := rand.New(rand.NewPCG(1, 2))
	var events []trace.Event
	for i := range 1100 {
		e := trace.Event{T: time.Duration(i/3) * time.Millisecond, Kind: trace.Kind(1 + r.IntN(int(trace.Mark))), H: r.IntN(9), Task: 1 + r.IntN(6),
			Fut: r.IntN(9), Timer: r.IntN(5), ID: r.IntN(4), Tick: i / 9, Todo: r.IntN(5), Why: trace.Why(r.IntN(9)), Out: trace.Out(r.IntN(7)),
			State: trace.State(r.IntN(4)), Label: "l" + strconv.Itoa(r.IntN(3)), What: []string{"", "sleep", "gather"}[r.IntN(3)], When: time.Duration(r.IntN(3000)) * time.Millisecond}
		e.More = &trace.More{Count: r.IntN(3), Worker: r.IntN(3), Text: "t", Children: []int{r.IntN(9), r.IntN(9)}}
		if r.IntN(4) > 0 {
			e.By = r.IntN(i + 1)
		}
		events = append(events, e)
	}
	return trace.NewRecording(trace.Header{Dropped: 17}, events...)
}

// huge has times that a JavaScript number cannot hold.
func huge() *trace.Recording {
	const century = time.Duration(9_007_199_254_740_993) * 1000
	return trace.NewRecording(trace.Header{},
		trace.Event{Kind: trace.LoopStart, T: century},
		trace.Event{Kind: trace.TaskNew, T: century, Task: 1, Fut: 1, Label: "1234567890123456789"},
		trace.Event{Kind: trace.TimerAdd, T: century, Timer: 1, H: 1, When: century + 3, Label: ":1234567890123456789"},
		trace.Event{Kind: trace.TimerAdd, T: century, Timer: 2, H: 2, When: century + 1},
		trace.Event{Kind: trace.TimerAdd, T: century, Timer: 3, H: 3, When: 2 * time.Second})
}

// nameless has tasks without names and steps without causes.
func nameless() *trace.Recording {
	return trace.NewRecording(trace.Header{},
		trace.Event{Kind: trace.LoopStart}, trace.Event{Kind: trace.TaskNew, Task: 3, Fut: 3},
		trace.Event{Kind: trace.ReadyPush, H: 1, Task: 3, Why: trace.WhyStart}, trace.Event{Kind: trace.TickBegin, Tick: 1, Todo: 1},
		trace.Event{Kind: trace.StepBegin, H: 1, Task: 3}, trace.Event{Kind: trace.FutNew, Fut: 4, What: "user"},
		trace.Event{Kind: trace.StepEnd, H: 1, Task: 3, Out: trace.OutAwait, Fut: 4}, trace.Event{Kind: trace.TaskName, Task: 9, Label: "ghost"})
}
