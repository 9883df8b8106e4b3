package page_test

import (
	"container/heap"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
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

// entries are what a heap of package container/heap holds.
type entries []entry

type entry struct {
	when      time.Duration
	timer     int
	label     string
	cancelled bool
}

func (d entries) Len() int { return len(d) }
func (d entries) Less(i, j int) bool {
	return d[i].when < d[j].when || d[i].when == d[j].when && d[i].timer < d[j].timer
}
func (d entries) Swap(i, j int) { d[i], d[j] = d[j], d[i] }
func (d *entries) Push(x any)   { *d = append(*d, x.(entry)) }
func (d *entries) Pop() any {
	last := (*d)[len(*d)-1]
	*d = (*d)[:len(*d)-1]
	return last
}

// heapAt is what the cells of the page's heap must say after event n: the
// place in the array, the time, and whose sleep it ends, or what it is called.
func heapAt(rec *trace.Recording, n int) (cells []string) {
	var timers entries
	h := replay.New(rec)
	for e := range rec.Events() {
		if e.N > n {
			break
		}
		switch e.Kind {
		case trace.TimerAdd:
			heap.Push(&timers, entry{when: e.When, timer: e.Timer, label: e.Label})
		case trace.TimerFire:
			heap.Pop(&timers)
		case trace.TimerCancel:
			timers[slices.IndexFunc(timers, func(t entry) bool { return t.timer == e.Timer })].cancelled = true
		case trace.TickEnd, trace.Poll:
			for len(timers) > 0 && timers[0].cancelled {
				heap.Pop(&timers)
			}
		}
	}
	s := h.State(n)
	cells = []string{}
	for i, t := range timers {
		name := t.label
		for _, live := range s.Timers() {
			for _, w := range s.Waiting() {
				if live.Timer == t.timer && live.Fut == w.Fut && w.Fut != 0 {
					name = h.Name(w.Task)
				}
			}
		}
		cells = append(cells, fmt.Sprintf("%d%s%s", i, short(t.when), name))
	}
	return cells
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
	var d entries
	var want []string
	for i := range 200 {
		if i%3 == 2 {
			heap.Pop(&d)
		} else {
			heap.Push(&d, entry{when: time.Duration(i * 7919 % 1009)})
		}
		var line []string
		for _, one := range d {
			line = append(line, fmt.Sprint(int(one.when)))
		}
		want = append(want, strings.Join(line, " "))
	}
	same(t, got["none"], strings.Join(want, "\n"))
}
