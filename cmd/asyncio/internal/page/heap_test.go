package page_test

import (
	"container/heap"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop/trace"
)

// timeouts are programs of many timers, most of which are cancelled before
// they are due.
func timeouts(tasks int) func(context.Context) error {
	return func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			for i := range tasks {
				group.Go(ctx, func(ctx context.Context) error {
					for turn := range 3 {
						limit := time.Duration(1000-7*i%90) * time.Millisecond
						if err := coro.Timeout(limit).Do(ctx, func(ctx context.Context) error {
							return coro.Sleep(ctx, time.Duration(1+(i*turn)%5)*time.Millisecond)
						}); err != nil {
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

// The page's heap has, at the begin of each turn, as many entries as the loop
// counted in its own; and the timer that fires is at its head.
func TestHeapIsTheLoops(t *testing.T) {
	all := map[string]*trace.Recording{}
	for name, rec := range recordings(t) {
		if name != "odd" && name != "huge" && name != "nameless" {
			all[name] = rec
		}
	}
	for _, n := range []int{1, 5, 60, 150} {
		all[fmt.Sprint("timeouts ", n)] = record(t, "timeouts", timeouts(n))
	}
	got := node(t, all, `
		let most = 0;
		const s = new State(0);
		h.rec.each(h.rec.first, h.rec.last, (e) => {
			if (e.k === "timer.fire" && s.heap[0].timer !== e.timer) print(e.n + " fires " + e.timer + ", the head is " + s.heap[0].timer);
			s.apply(e);
			if (e.k === "tick.begin" && s.heap.length !== (e.timers || 0)) print(e.n + ": " + s.heap.length + " entries, the loop has " + e.timers);
			for (let i = 1; i < s.heap.length; i++) if (sooner(s.heap[i], s.heap[(i - 1) >> 1])) print(e.n + ": no heap");
			if (s.heap.length !== s.timers.size + s.dropped.size) print(e.n + ": " + s.heap.length + " entries, " + s.timers.size + " live, " + s.dropped.size + " cancelled");
			most = Math.max(most, s.dropped.size);
		});
		if (process.argv.length && h.rec.header.lesson === "timeouts" && !most) print("no timer was ever cancelled");`)
	for name := range all {
		if got[name] != "" {
			t.Errorf("%s: %s", name, strings.SplitN(got[name], "\n", 4)[:1])
		}
	}
}

// deadlines are what a heap of package container/heap holds.
type deadlines []int

func (d deadlines) Len() int           { return len(d) }
func (d deadlines) Less(i, j int) bool { return d[i] < d[j] }
func (d deadlines) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }
func (d *deadlines) Push(x any)        { *d = append(*d, x.(int)) }
func (d *deadlines) Pop() any {
	last := (*d)[len(*d)-1]
	*d = (*d)[:len(*d)-1]
	return last
}

// The places in the array are those of a binary heap.
func TestHeapPlaces(t *testing.T) {
	got := node(t, map[string]*trace.Recording{"none": trace.NewRecording(trace.Header{})}, `
		const list = [];
		for (let i = 0; i < 200; i++) {
			if (i % 3 === 2) heapPop(list);
			else heapPush(list, { when: (i * 7919) % 1009, timer: i });
			print(list.map((x) => x.when).join(" "));
		}`)
	var d deadlines
	var want []string
	for i := range 200 {
		if i%3 == 2 {
			heap.Pop(&d)
		} else {
			heap.Push(&d, i*7919%1009)
		}
		want = append(want, strings.Trim(fmt.Sprint([]int(d)), "[]"))
	}
	same(t, got["none"], strings.Join(want, "\n"))
}
