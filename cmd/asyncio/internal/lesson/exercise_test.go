package lesson_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// solutions are the changed programs of exercises that no example solves.
var solutions = map[string]func(context.Context) error{
	"run": func(ctx context.Context) error {
		task := coro.Go(ctx, func(ctx context.Context) error {
			err := coro.Sleep(ctx, time.Second)
			coro.Println(ctx, "background ends")
			return err
		})
		err := coro.Sleep(ctx, 2*time.Second)
		_, failed := task.Await(ctx)
		return errors.Join(err, failed)
	},
	"ready-queue": func(ctx context.Context) error {
		answers := 0
		_, err := coro.RunningLoop(ctx).CallSoon(func() { answers++ })
		err = errors.Join(err, coro.Sleep(ctx, 0))
		coro.Println(ctx, "answers:", answers)
		return err
	},
	"callbacks": func(ctx context.Context) error {
		answers := 0
		task := coro.CreateTask(ctx, coro.After(time.Second, 1))
		task.AddDoneCallback(func(*coro.Task[int]) { answers++ })
		_, err := task.Await(ctx)
		coro.Println(ctx, "answers:", answers)
		return err
	},
	"coroutine": func(ctx context.Context) error {
		coro.Println(ctx, "Hello,", "ada")
		coro.Println(ctx, "Hello,", "bob")
		return nil
	},
	"sleep-zero": func(ctx context.Context) error {
		var ready coro.Event
		coro.Go(ctx, func(ctx context.Context) error {
			err := coro.Sleep(ctx, 0)
			return errors.Join(err, ready.Set())
		})
		err := ready.Wait(ctx)
		coro.Println(ctx, "ready")
		return err
	},
	"taskgroup": func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			group.Go(ctx, func(ctx context.Context) error {
				err := coro.Sleep(ctx, 3*time.Second)
				coro.Println(ctx, "c is done")
				return err
			})
			return nil
		})
	},
	"fire-and-forget": func(ctx context.Context) error {
		_, err := coro.Go(ctx, func(ctx context.Context) error {
			coro.Println(ctx, "saved")
			return nil
		}).Await(ctx)
		return err
	},
}

// recorded runs a solution.
func recorded(t *testing.T, main func(context.Context) error) *replay.History {
	t.Helper()
	rec := trace.New(trace.Sources())
	if err := coro.Run(context.Background(), main, coro.Virtual(), coro.Output(io.Discard), coro.WithLoop(loop.Trace(rec))); err != nil {
		t.Fatal(err)
	}
	return replay.New(rec.Recording())
}

// Each exercise is unsolved by the lesson's first program, and by a program that
// does nothing, and can be solved.
func TestExercises(t *testing.T) {
	for _, l := range lesson.All() {
		t.Run(l.ID, func(t *testing.T) {
			first, err := lesson.Record(l.Programs[0])
			if err != nil {
				t.Fatal(err)
			}
			if broken := l.Exercise.Check(first.History); len(broken) == 0 {
				t.Errorf("%s solves it already", l.Programs[0].Name)
			}
			var solved *replay.History
			switch main := solutions[l.ID]; {
			case main != nil:
				solved = recorded(t, main)
			case l.Exercise.Solved != "":
				r, err := lesson.Record(lesson.Program{Name: l.Exercise.Solved})
				if err != nil {
					t.Fatal(err)
				}
				solved = r.History
			default:
				t.Fatal("no solution is known")
			}
			for _, rule := range l.Exercise.Check(solved) {
				t.Errorf("the solution breaks: %s", rule.EN)
			}
		})
	}
}
