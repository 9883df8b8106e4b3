package coro_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/coro"
)

// scene is a test of locks or queues that runs as a task under the virtual
// clock. What happens is appended to a log, and the whole log is compared.
type scene struct {
	*testing.T
	ctx context.Context
	log []string
}

// play runs a scene to its end. Tasks that it leaves behind are cancelled.
func play(t *testing.T, f func(*scene), opts ...coro.RunOption) {
	t.Helper()
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		f(&scene{T: t, ctx: ctx})
		return nil
	}, append(opts, coro.Virtual())...)
	if err != nil {
		t.Fatal(err)
	}
}

// turn lets all that is ready run once: sleep(0).
func (s *scene) turn() { s.no(coro.Sleep(s.ctx, 0)) }

func (s *scene) turns(n int) {
	for range n {
		s.turn()
	}
}

// spawn starts a task.
func (s *scene) spawn(f func(ctx context.Context) error) *coro.Task[struct{}] {
	return coro.Go(s.ctx, f)
}

// soon has the loop call f in the next turn.
func (s *scene) soon(f func()) {
	_, err := coro.RunningLoop(s.ctx).CallSoon(f)
	s.no(err)
}

func (s *scene) note(what ...any) { s.log = append(s.log, fmt.Sprint(what...)) }

// logged compares the whole log, words apart.
func (s *scene) logged(want string) {
	s.Helper()
	if diff := cmp.Diff(strings.Fields(want), strings.Fields(strings.Join(s.log, " "))); diff != "" {
		s.Fatalf("the log (-want +got):\n%s", diff)
	}
}

// no fails the test if there is an error.
func (s *scene) no(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// is fails the test if the error is not the one wanted.
func (s *scene) is(err, want error) {
	s.Helper()
	if !errors.Is(err, want) {
		s.Fatalf("the error is %v, want %v", err, want)
	}
}

func (s *scene) yes(ok bool, what string) {
	s.Helper()
	if !ok {
		s.Fatalf("not so: %s", what)
	}
}

func (s *scene) not(ok bool, what string) {
	s.Helper()
	if ok {
		s.Fatalf("should not be: %s", what)
	}
}

// shows compares what String gives.
func (s *scene) shows(v fmt.Stringer, want string) {
	s.Helper()
	if got := v.String(); got != want {
		s.Fatalf("it shows as %s, want %s", got, want)
	}
}

// all awaits tasks; none may fail.
func (s *scene) all(tasks ...*coro.Task[struct{}]) {
	s.Helper()
	_, err := coro.Gather(s.ctx, tasks...)
	s.no(err)
}

// await awaits a task and returns its error.
func (s *scene) await(t *coro.Task[struct{}]) error { return errOf(t.Await(s.ctx)) }

// panics is the error with which f panics.
func panics(f func()) (err error) {
	defer func() { err, _ = recover().(error) }()
	f()
	return nil
}

// within awaits f for at most d.
func (s *scene) within(d time.Duration, f func(context.Context) error) error {
	return errOf(coro.WaitFor(s.ctx, coro.Void(f), d))
}
