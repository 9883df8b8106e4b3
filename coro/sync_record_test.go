package coro_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// What locks and queues do stands in the recording, with who did it.
func TestSyncRecorded(t *testing.T) {
	rec := trace.New()
	play(t, func(s *scene) {
		var lock coro.Lock
		s.no(lock.Acquire(s.ctx))
		task := s.spawn(lock.Acquire)
		s.turn()
		s.no(lock.Release())
		s.no(s.await(task))
		var q coro.Queue[int]
		getter := getting(s, &q)
		s.turn()
		s.no(q.Put(s.ctx, 1))
		s.no(errOf(getter.Await(s.ctx)))
		var ev coro.Event
		s.no(ev.Set())
		s.no(ev.Wait(s.ctx))
	}, coro.WithLoop(loop.Trace(rec)))
	var got []string
	for e := range rec.Events() {
		if strings.HasPrefix(e.Kind.String(), "sync.") {
			got = append(got, fmt.Sprintf("%s %s %d by task %d", e.Kind, e.What, e.ID, e.Task))
		}
	}
	want := []string{
		"sync.acquire lock 1 by task 1",
		"sync.wait lock 1 by task 2",
		"sync.release lock 1 by task 1",
		"sync.acquire lock 1 by task 2",
		"sync.wait queue 2 by task 3",
		"sync.put queue 2 by task 1",
		"sync.get queue 2 by task 3",
		"sync.acquire event 3 by task 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the recording (-want +got):\n%s", diff)
	}
}
